// Walks a log with Go's own verifiers, golang.org/x/mod/sumdb/note and tlog: checkpoint, tiles, entries, the inclusion
// of each, and growth since an older checkpoint. Prints what it found; ends with status 1 at the first thing wrong.
//
// Usage: walk <log url> <verifier key> [<file of an older checkpoint>]
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type server struct{ url string }

func (s server) get(path string) []byte {
	response, err := http.Get(s.url + "/" + path)
	check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	check(err)
	if response.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s", path, response.Status)
	}
	return body
}

// Go's paths name the tile height, C2SP's do not: there it is always 8.
func pathOf(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

func (s server) Height() int { return height }

func (s server) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		data = append(data, s.get(pathOf(tile)))
	}
	return data, nil
}

func (s server) SaveTiles([]tlog.Tile, [][]byte) {}

func open(signed []byte, key string) tlog.Tree {
	verifier, err := note.NewVerifier(key)
	check(err)
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 3 || lines[0] != verifier.Name() {
		log.Fatal("not a checkpoint of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	tree := tlog.Tree{N: size}
	if copy(tree.Hash[:], root) != len(root) || len(root) != tlog.HashSize {
		log.Fatal("not a root")
	}
	return tree
}

func (s server) entries(tree tlog.Tree) [][]byte {
	var entries [][]byte
	for n := int64(0); n*(1<<height) < tree.N; n++ {
		width := tree.N - n*(1<<height)
		if width > 1<<height {
			width = 1 << height
		}
		bundle := s.get(pathOf(tlog.Tile{H: height, L: -1, N: n, W: int(width)}))
		for len(bundle) > 0 {
			length := int(binary.BigEndian.Uint16(bundle))
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	return entries
}

func main() {
	s := server{os.Args[1]}
	tree := open(s.get("checkpoint"), os.Args[2])
	hashes := tlog.TileHashReader(tree, s)
	root, err := tlog.TreeHash(tree.N, hashes)
	check(err)
	if root != tree.Hash {
		log.Fatal("the tiles have another root than the checkpoint")
	}
	entries := s.entries(tree)
	if int64(len(entries)) != tree.N {
		log.Fatalf("%d entries for a tree of %d", len(entries), tree.N)
	}
	for index, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(index), hashes)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(entry)))
		forged := append([]byte{}, entry...)
		forged[len(forged)/2] ^= 1
		if tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(forged)) == nil {
			log.Fatalf("a forged entry %d is accepted", index)
		}
	}
	fmt.Printf("%d entries included, as many forged ones rejected\n", len(entries))
	if len(os.Args) > 3 {
		signed, err := os.ReadFile(os.Args[3])
		check(err)
		old := open(signed, os.Args[2])
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
		fmt.Printf("grown from %d\n", old.N)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

#!/usr/bin/env bash
# Library: opencc-js 1.4.2 (npm; the dictionaries of OpenCC), Node 20 or later.
# Expected: what `cn` → `tw` writes, `tw` → `cn` reads back; a sign that Simplified Chinese has stays itself under `tw` → `cn`.
# What happens: 背债 is written 揹債, and 揹 stays 揹 on the way back (揹债): the way there goes by phrases, the way back knows no
#   such sign. 么 by itself becomes 幺, though 什么 stays 什么. From Japanese, 给予 becomes 给豫: 予 is taken for the short form of 豫.
# Why it matters: whoever folds Traditional to Simplified sign by sign, to search copy for forbidden words, misses 揹債 ("carry
#   debts for others") and turns the 么 of simplified texts, so that patterns with 怎么办 never match. A table of single signs needs
#   both exceptions, and a check against the other direction.
# Source: https://github.com/BYVoid/OpenCC/tree/master/data/dictionary (STPhrases.txt, TSCharacters.txt, JPShinjitaiCharacters.txt)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund opencc-js@1.4.2 >/dev/null

expect() {
  seen=$(node --input-type=module -e '
    import { Converter } from "opencc-js";
    const [from, to, text] = process.argv.slice(1);
    console.log(Converter({ from, to })(text));' "$1" "$2" "$3")
  echo "$1 to $2: $3 is $seen"
  [ "$seen" = "$4" ] || { echo "changed: it was $4"; exit 1; }
}
expect cn tw 背债 揹債
expect tw cn 揹債 揹债
expect tw cn 什么 什么
expect tw cn 么 幺
expect jp cn 给予 给豫

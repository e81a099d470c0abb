/** Owns the one form in which published words are searched: width, case and script levelled; must not know any phrase. */

/**
 * Traditional signs with their simplified ones: those that the catalogues of clauses, duties and copy write, and no
 * others. One sign for one, so that what is found can be quoted from the text as it was written.
 */
const pairs = [
  '銷销 無无 須须 關关 聯联 構构 轉转 權权 薦荐 產产 視视 為为 認认 銀银 郵邮 碼码 與与 協协 議议 書书 許许 護护 機机 個个 資资',
  '訊讯 訴诉 舉举 報报 險险 損损 後后 級级 單单 獨独 長长 營营 動动 態态 畫画 評评 詢询 閱阅 複复 製制 補补 刪删 國国 內内 區区',
  '納纳 稅税 價价 證证 處处 據据 傳传 輸输 儲储 變变 從从 夥伙 屬属 體体 團团 員员 開开 業业 託托 發发 還还 約约 絕绝 嚴严 確确',
  '實实 說说 釋释 擔担 負负 責责 條条 類类 歲岁 異异 雙双 兩两 紀纪 錄录 並并 會会 應应 該该 這这 將将 對对 給给 讓让 來来 獲获',
  '簽签 擇择 點点 擊击 繼继 續续 瀏浏 覽览 註注 冊册 預预 設设 鍵键 總总 綁绑 結结 濟济 項项 別别 係系 現现 時时 間间 僅仅 財财',
  '標标 運运 過过 進进 執执 務务 網网 頁页 電电 話话 號号 帳账 戶户 裡里 馬马 門门 見见 徵征 聽听 換换 隨随 離离 際际 辦办 響响',
  '貸贷 費费 檻槛 風风 額额 準准 審审 億亿 萬万 極极 壞坏 幣币 紅红 請请 贊赞 領领 掃扫 學学 職职 債债 賺赚 滿满 賬账 優优 達达 錯错',
  '鎖锁 獎奖 傭佣 線线 繳缴 齡龄 閃闪 當当 壓压 頂顶 師师 顧顾 問问 圖图 軍军 鏟铲 黨党 潔洁 攜携 夠够 佈布',
];

const simplified = new Map(
  pairs.flatMap((line) => line.split(' ')).map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/**
 * A sign with the marks on it. Thirty marks are more than any script writes (UAX #15, Stream-Safe Text Format), and the
 * runtime sorts the marks of one sign in the square of their number.
 */
const cluster = /\P{M}\p{M}{0,30}|\p{M}{1,30}/gu;
/** Signs that most texts are made of: levelled they are themselves. */
const isCommon = (code: number) => (code >= 0x20 && code < 0x7f) || (code >= 0x4e00 && code < 0xa000);

/** A sign that stands for a whole sentence (U+FDFA) stays itself: no text grows to many times its length. */
const mostGrowth = 4;

function levelledSign(sign: string): string {
  const plain = sign.normalize('NFKC');
  return plain.length > sign.length * mostGrowth ? sign : plain;
}

/** Compatibility forms to plain ones (full-width signs, Kangxi radicals): as words are quoted. */
export function levelled(text: string): string {
  return text.replace(cluster, levelledSign);
}

/** A piece of a text, levelled, and where in the text as it was written it begins and ends. */
export interface LevelledPiece {
  plain: string;
  start: number;
  end: number;
}

/** As `levelled`, sign by sign with the marks that belong to it, so that what is found has a place in the text itself. */
export function* levelledPieces(text: string): Generator<LevelledPiece> {
  const signs = new RegExp(cluster);
  for (let start = 0; start < text.length; ) {
    const isAlone = start + 1 === text.length || isCommon(text.charCodeAt(start + 1));
    if (isAlone && isCommon(text.charCodeAt(start))) {
      yield { plain: text.charAt(start), start, end: start + 1 };
      start += 1;
      continue;
    }
    signs.lastIndex = start;
    const sign = signs.exec(text)?.[0] ?? text.charAt(start);
    yield { plain: levelledSign(sign), start, end: start + sign.length };
    start += sign.length;
  }
}

/** A levelled text in lower case and simplified signs, of the same length: as words are searched. */
export function folded(levelledText: string): string {
  return levelledText.length === 1 ? foldedSign(levelledText) : Array.from(levelledText, foldedSign).join('');
}

function foldedSign(sign: string): string {
  const lower = sign.toLowerCase();
  return simplified.get(sign) ?? (lower.length === sign.length ? lower : sign);
}

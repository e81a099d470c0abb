/** Owns telling a clause from the sentence that rules it out ("本授权不是不可撤销的"); must not know any clause. */

/** 不, 未, 无… where it denies what follows, and not where it is part of another word, or waives somebody's right. */
const not =
  "(?:不(?!可|仅|但|只|论|管|断|同意见|足|久|限|止|经|再|另|必|需|须|用|通知|反对|持异议|表示异议|受)|未(?!来|成年|经)|没有|从无|并无|绝无|禁止|严禁|请勿|切勿|勿|拒绝|杜绝|\\b(?:not|never|no|nor|neither|cannot|without)\\b|n't\\b)";

/** What a denied list of acts ends with: "不会出售、出租，提供给…". */
const act = '(?:出售|出租|提供|共享|分享|披露|转让|公开|泄露|传输|交换|sell|rent|share|disclose)';

const denied = new RegExp(not, 'iu');
const deniedAct = new RegExp(`${not}[^,]{0,14}${act}[^,]{0,8}$`, 'iu');
/** Characters of what follows in such a list: "不会出售、出租，提供给…". */
const longestListed = 10;
/** The one who is named must not, or may not without a consent of its own. */
const deniedAfter =
  /^[^,]{0,8}(?:不得|无权|无法|不会|均不|不能|不可|不参与|不接触|(?:may|must|shall|will|can) ?not|never)/iu;
const askedAfter = /(?<![无不毋未勿])(?:须|需|应当|应由|必须)[^视默]{0,24}(?:同意|授权)/u;
const askedBefore =
  /(?<![未无不])(?:经|取得|征得|得到)[^,]{0,12}(?:单独|另行|书面|逐一)[^,]{0,8}(?:同意|授权)/u;
const asked =
  /(?:only )?(?:with|after|upon) (?:your )?(?:separate|specific|further) (?:consent|authori[sz]ation)/iu;
/** A list that the text itself gives. */
const listed = /(?:以下|下列|下述|上述|前述|该等|所列|列明的|写明的|named|listed|the following)[^,]{0,4}$/iu;

/** True when the sentence says that the act is not done, or not without a consent of its own. */
export function deniesAct(before: string, after: string): boolean {
  return (
    isDeniedBefore(before) ||
    deniedAfter.test(after) ||
    askedAfter.test(after) ||
    askedBefore.test(before) ||
    asked.test(before + after) ||
    listed.test(before)
  );
}

/** In the clause that the act stands in, or in one before that a list goes on from. */
function isDeniedBefore(before: string): boolean {
  const clauses = before.split(',');
  const own = clauses.at(-1) ?? '';
  if (denied.test(own) || /不可以?$/u.test(own)) return true;
  for (const clause of clauses.reverse()) {
    if (deniedAct.test(clause)) return true;
    if (Array.from(clause).length > longestListed) return false;
  }
  return false;
}

const noSuchThing =
  /(?:不是|并非|而非|绝非|(?<!并)非(?!常)|不存在|不会|不得|没有|不含|不包含|不包括|不设|不构成|不使用|不采用|不采取|不提供|不以|不因|不把|不将|不支持|禁止|拒绝|\b(?:is|are) not|\bnot|\bnever|\bno)[^,。]{0,10}$/iu;
const notDeemed =
  /不(?:会|应|得|能)?(?:被)?(?:视为|视同|表示|代表|等于|等同|构成)|(?:does|do|is|shall|will) not/iu;

/** An act of consenting by itself, between the words: "提交前请勾选，勾选即表示同意". */
const ownAct = /(?<=.{2})(?:勾选|点选|签署|签名|签字|ticking|signing).{0,4}(?:即|视为|表示|代表|you )/iu;

/** True when the sentence says that there is no such thing, or tells a lawful one: close before the words, or inside them. */
export function deniesClause(before: string, found: string): boolean {
  return noSuchThing.test(before) || notDeemed.test(found) || ownAct.test(found);
}

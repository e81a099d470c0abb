/** Owns the look of the A6 sheet, on screen and on paper; must not know what it says. */

/** Always light: it is paper. Nothing smaller than 6.5 pt, which is read at arm's length. */
export const printSheetStyle = `
:root{color-scheme:light;--ink:#15211d;--quiet:#4d5a55;--line:#cfd7d4;--paper:#fff;--ground:#eef1f0;--accent:#0b6b53}
main{max-width:none;padding:24px 0 48px;display:flex;flex-direction:column;align-items:center}
.a6{width:105mm;height:148mm;padding:8mm 8mm 7mm;background:#fff;color:var(--ink);display:flex;flex-direction:column;align-items:stretch;overflow:hidden}
.a6 header{display:flex;align-items:center;gap:2mm;font-size:8pt;line-height:1.3;color:var(--quiet)}
.mark{border:.25mm solid currentColor;border-radius:.6mm;padding:0 1.2mm;font-size:7.5pt;flex:none}
.a6 h1{font-weight:700;letter-spacing:.01em;text-wrap:balance;line-break:strict;overflow-wrap:anywhere;margin:4mm 0 0;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;flex:none}
.a6 h1.short{font-size:21pt;line-height:1.25}
.a6 h1.long{font-size:14pt;line-height:1.3}
.code{flex:1 0 auto;display:flex;flex-direction:column;align-items:center;justify-content:center}
.code svg{width:52mm;height:52mm;display:block;flex:none}
.code p{margin:0;font-size:9.5pt;line-height:1.3}
.from{margin:0 0 3mm;text-align:center;font-size:8.5pt;line-height:1.3;color:var(--quiet)}
.terms{border-top:.25mm solid var(--line);padding-top:2.5mm;font-size:7.5pt;line-height:1.42;overflow-wrap:anywhere;flex:none}
.terms p{margin:0 0 .6mm}
.terms p:last-child{margin:0}
.terms .lender{font-size:8.5pt}
.terms dl{display:flex;gap:6mm;margin:.6mm 0 1mm}
.terms dt{font-size:7pt;line-height:1.3}
.terms dd{font-size:12pt;line-height:1.25;font-weight:600;font-variant-numeric:tabular-nums}
.risk{font-weight:600}
.dense h1.short,.dense h1.long{font-size:13pt;-webkit-line-clamp:2;margin-top:2.5mm}
.dense .terms{font-size:6.5pt;line-height:1.35}
.dense .terms dd{font-size:10.5pt}
.dense .from{margin-bottom:1.5mm}
.dense .code p{font-size:8.5pt}
.hint{margin:16px 16px 0;text-align:center}
@page{size:105mm 148mm;margin:0}
@media print{
body{background:#fff}
main{padding:0;display:block}
.hint{display:none}
}
`;

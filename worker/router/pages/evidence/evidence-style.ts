/** Owns the look of the evidence report, on screen and on A4 paper; must not know what it says. */

/** Always light: it is a document to be printed and filed. Page numbers by CSS margin boxes (Chromium 131 and later). */
export const evidenceStyle = `
:root{color-scheme:light;--ink:#14201c;--quiet:#55625d;--line:#cfd7d4;--paper:#fff;--ground:#eef1f0;--accent:#0b6b53}
body{font-size:14px}
main{max-width:860px;padding:32px 16px 64px}
.sheet{padding:48px 56px;border-radius:4px}
.doc-title{font-size:26px;letter-spacing:.08em;text-align:center;margin:0}
.doc-sub{text-align:center;color:var(--quiet);margin:4px 0 24px;font-size:13px}
h2{font-size:17px;margin:32px 0 10px;padding:0 0 6px;border-bottom:2px solid var(--ink)}
h3{font-size:15px;margin:0 0 8px}
h4{font-size:14px;margin:14px 0 4px}
[lang=en]{color:var(--quiet);font-weight:400;font-size:.82em;letter-spacing:0}
h2+dl.facts{border-top:0;margin-top:-10px}
h2 [lang=en],h3 [lang=en]{margin-left:8px}
dl.facts{grid-template-columns:158px 1fr;gap:0;border-top:1px solid var(--line)}
dl.facts>*{padding:6px 0;border-bottom:1px solid var(--line)}
dl.facts dt{padding-right:12px;color:var(--ink)}
dl.facts dt [lang=en]{display:block;line-height:1.3}
table{width:100%;border-collapse:collapse;margin:0 0 12px}
th,td{text-align:left;vertical-align:top;padding:7px 10px 7px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{border-bottom:1px solid var(--ink);font-weight:600}
th [lang=en]{display:block;line-height:1.3}
.num{white-space:nowrap;font-variant-numeric:tabular-nums}
.consent{border:1px solid var(--line);border-radius:4px;padding:18px 20px;margin:0 0 20px}
.verdict{font-weight:600}
.proof{margin-top:16px}
.withdrawn{border-left:3px solid var(--ink);padding:2px 0 2px 10px}
.text{background:#f6f8f7;border:1px solid var(--line);border-radius:3px;padding:12px 18px 4px;margin:12px 0}
.dots{list-style:disc;padding-left:20px;margin:0 0 8px}
.dots li{border:0;padding:1px 0}
.exact{font-size:12px;overflow-wrap:anywhere}
.text p{margin:0 0 6px}
.text .duty{margin:0 0 6px}
code,pre{font:11px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;word-break:break-all;border:1px solid var(--line);border-radius:3px;padding:8px 12px;margin:0 0 12px}
.steps{padding-left:20px;margin:0 0 12px}
.steps li{display:list-item;list-style:decimal;border:0;padding:3px 0}
.note{color:var(--quiet);font-size:13px}
@media(max-width:640px){.sheet{padding:24px 16px}dl.facts{grid-template-columns:1fr}dl.facts dt{border:0;padding-bottom:0}dl.facts dt [lang=en]{display:inline;margin-left:6px}.num{white-space:normal}th,td{padding-right:8px;font-size:13px;min-width:44px}}
@page{size:A4;margin:22mm 18mm 20mm;@top-left{content:"电子存证报告 · Electronic Evidence Report";font-size:9pt;color:#55625d}@bottom-right{content:"第 " counter(page) " 页，共 " counter(pages) " 页 · Page " counter(page) " of " counter(pages);font-size:9pt;color:#55625d}}
@media print{
body{background:#fff;font-size:10.5pt}
main{max-width:none;padding:0}
.sheet{border:0;padding:0}
h2,h3,h4{break-after:avoid}
tr,dl.facts>*,.keep,pre{break-inside:avoid}
.consent,.text{-webkit-box-decoration-break:clone;box-decoration-break:clone}
p,li{orphans:3;widows:3}
thead{display:table-header-group}
.text{background:none}
a{color:inherit;text-decoration:none}
code,pre{font-size:8pt}
}
`;

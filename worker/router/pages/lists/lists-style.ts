/** Owns the look of the page of lists: cards on a phone, tables on a desk, black on white on A4; must not know its words. */

export const listsStyle = `
.lists{max-width:960px}
.lists header{margin:0 0 24px}
.lists h1{font-size:24px}
.lists h2{font-size:20px;line-height:1.4;margin:0 0 8px}
.lists h3{font-size:18px;line-height:1.4;margin:0 0 4px}
.lists h4{font-size:16px;line-height:1.5;margin:16px 0 4px}
.lists section,.lists nav{background:var(--paper);border:1px solid var(--line);border-radius:10px;padding:20px 16px;margin:0 0 16px;scroll-margin-top:16px}
.lists nav h2{font-size:16px}
.lists ol{list-style:none;margin:0;padding:0;columns:2 280px;column-gap:24px}
.lists ol li{border:0;padding:0;break-inside:avoid}
.lists ol a{display:block;padding:10px 0;min-height:44px}
.lists a{overflow-wrap:anywhere}
.lists .back{margin:0 0 8px}
.lists .back a{display:inline-block;padding:10px 0}
.lists .address{overflow-wrap:anywhere}
.dots{list-style:disc;padding-left:20px;margin:0 0 12px}
.dots li{border:0;padding:2px 0}
.lists article{border-top:1px solid var(--line);padding:20px 0 8px;scroll-margin-top:16px}
.lists article :target,.lists :target{outline:0}
.told{font-size:15px;margin:4px 0 8px;gap:4px 12px}
.told dt{white-space:nowrap}
.group{border-top:1px solid var(--line);padding:16px 0 0;margin:16px 0 0}
.lists table{display:block;width:100%;border-collapse:collapse;font-size:15px}
.lists thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.lists tbody{display:block}
.lists tr{display:grid;gap:2px 12px;border-top:1px solid var(--line);padding:12px 0}
.lists tbody th{text-align:left;font-size:16px;padding:0}
.lists td p{margin:0}
.lists td>div,.lists th>div{overflow-wrap:anywhere}
.tag{display:inline-block;border:1px solid var(--line);border-radius:6px;padding:0 8px;font-size:13px;line-height:22px;color:var(--quiet);white-space:nowrap}
.collected tr{grid-template-columns:1fr auto}
.collected th,.collected td:nth-of-type(2){grid-row:1}
.collected td:nth-of-type(3){grid-column:1/-1;grid-row:2}
.collected td:nth-of-type(1){grid-column:1/-1;grid-row:3;color:var(--quiet);font-size:14px}
.provided td{display:grid;grid-template-columns:72px 1fr;gap:0 12px;padding:2px 0}
.provided td::before{content:attr(data-label);color:var(--quiet);font-size:14px;line-height:24px}
.provided td>div:empty::after{content:"—";color:var(--quiet)}
@media(min-width:860px){
.lists section,.lists nav{padding:28px}
.lists table{display:table;table-layout:auto;font-size:15px;line-height:1.55}
.lists thead{position:static;display:table-header-group;width:auto;height:auto;clip-path:none;white-space:normal}
.lists thead th{text-align:left;font-size:14px;font-weight:400;color:var(--quiet);white-space:nowrap}
.lists tbody{display:table-row-group}
.lists tr{display:table-row;border:0}
.lists th,.lists tbody th,.lists tr td{display:table-cell;vertical-align:top;padding:10px 16px 10px 0;border-top:1px solid var(--line);font-size:15px}
.lists tbody th{font-weight:600}
.lists thead th{border-top:0;padding-top:0;padding-bottom:6px}
.collected th:first-child{width:34%}
.collected th:nth-child(2){width:15%}
.collected th:nth-child(3){width:17%}
.provided th:first-child{width:18%}
.provided th:nth-child(2){width:24%}
.provided td::before{content:none}
.lists td.quiet,.collected td:nth-of-type(1){color:inherit}
}
@page{size:A4;margin:16mm 14mm}
@media print{
:root{color-scheme:light;--ink:#000;--quiet:#444;--line:#999;--paper:#fff;--ground:#fff;--accent:#000}
body{font-size:10.5pt;line-height:1.5}
main.lists{max-width:none;padding:0}
.lists nav,.lists .back{display:none}
.lists section{border:0;border-radius:0;padding:0;margin:0 0 18pt}
.lists h1{font-size:18pt}
.lists h2{font-size:14pt}
.lists h3{font-size:12pt}
.lists h4{font-size:10.5pt;margin:8pt 0 2pt}
.lists h2,.lists h3,.lists h4{break-after:avoid}
.lists p,.lists li{orphans:3;widows:3}
.lists a{text-decoration:none}
.lists .quiet{font-size:9pt}
.lists code{font-size:8pt}
.told{font-size:9pt;margin:2pt 0 4pt}
.group{border:0;padding:0;margin:10pt 0 0}
.tag{border:0;padding:0;font-size:inherit;line-height:inherit;color:inherit;white-space:normal}
.lists table{display:table;table-layout:auto}
.lists thead{position:static;display:table-header-group;width:auto;height:auto;clip-path:none;white-space:normal}
.lists tbody{display:table-row-group}
.lists tr{display:table-row;break-inside:avoid}
.lists thead th,.lists tbody th,.lists tr td,.lists tr td:nth-of-type(n){display:table-cell;vertical-align:top;text-align:left;padding:3pt 5pt;border:.5pt solid var(--line);font-size:9pt;line-height:1.45;color:#000;white-space:normal}
.lists td::before{content:none}
.collected th:first-child{width:36%}
.collected th:nth-child(2),.collected th:nth-child(3){width:16%}
.lists article{padding:12pt 0 0}
}
`;

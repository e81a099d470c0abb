/** Owns the rules of an authorisation's page, on top of every page's; must not know its words. */

/** A constant: its hash is in the page's policy. 16 px throughout, so that no phone zooms into an input. */
export const authorisationStyle = `
:root{--edge:#84918d;--danger:#b3261e;--tint:#eef3f1;--on-accent:#fff}
@media(prefers-color-scheme:dark){:root{--edge:#71807a;--danger:#ff9c93;--tint:#202725;--on-accent:#06120e}}
body{font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
main{max-width:640px}
.signing{padding-bottom:0}
a[href^=tel]{white-space:nowrap}
h1{font-size:24px}
h2{margin:0 0 12px}
h3{font-size:16px;line-height:1.5;margin:24px 0 4px}
header{margin:0 4px 16px}
header p{margin:0 0 4px}
.sheet{margin:0 0 16px}
.sheet>:last-child{margin-bottom:0}
.terms{display:block}
.terms dt{font-size:14px}
.terms dd{margin:0 0 16px}
.terms dd:last-child{margin:0}
.terms p,.terms ul{margin:0}
.party strong,.party span{display:block}
.party strong{font-size:17px}
.party span{font-size:15px}
.attend{margin:0 4px 16px}
.attend strong{display:block}
.dots{list-style:disc;margin:0 0 12px;padding-left:1.3em}
.dots li,.dots li:first-child{border:0;padding:2px 0}
.text>:first-child{margin-top:0}
.mark{margin:24px 0 0}
.sign label{display:block;font-weight:600;margin:16px 0 4px}
.sign input{display:block;width:100%;min-height:48px;margin:8px 0 0;padding:8px 12px;border:1px solid var(--edge);border-radius:10px;background:var(--paper);color:var(--ink);font:inherit}
.sign input[aria-invalid=true]{border-color:var(--danger)}
.signer{margin:16px 0;padding:16px;border-radius:10px;background:var(--tint)}
.signer dl{margin:0}
.sign .check{display:flex;align-items:center;min-height:48px;margin:8px 0 0;font-weight:400;cursor:pointer}
.sign .check input{flex:none;width:24px;min-height:24px;height:24px;margin:0 12px 0 0;padding:0;accent-color:var(--accent)}
.sign .quiet{margin:0}
.row+.quiet:not(:empty){margin-top:6px}
.row{display:flex;flex-wrap:wrap;align-items:flex-end;margin-right:-8px}
.sign .row input{flex:1 1 96px;width:auto;min-width:0;margin-right:8px}
.row button{flex:none;margin:8px 8px 0 0}
.wrong{color:var(--danger);font-size:14px;margin:6px 0 0}
.wrong:empty{display:none}
.until{margin:20px 0 0!important}
button,.button{min-height:48px;padding:10px 16px;border:1px solid var(--edge);border-radius:10px;background:var(--paper);color:var(--ink);font:inherit;line-height:1.4;cursor:pointer}
.button{display:inline-flex;align-items:center;justify-content:center;border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:600;text-decoration:none}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.bar{position:sticky;bottom:0;margin:0 -16px;padding:10px 16px 16px;background:var(--paper);border-top:1px solid var(--line)}
.bar p{margin:0 0 8px;font-size:15px;text-align:center;min-height:24px}
.bar .wrong{display:block;font-size:15px}
.bar div{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:12px}
.bar .main{border-color:var(--accent);background:var(--accent);color:var(--on-accent);font-weight:600}
[aria-disabled=true],.bar .main[aria-disabled=true]{border-color:var(--line);background:var(--tint);color:var(--quiet);cursor:default}
[hidden]{display:none!important}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0);white-space:nowrap}
details{margin:0 0 16px}
summary{min-height:48px;display:flex;align-items:center;color:var(--accent);cursor:pointer;padding:0 4px}
summary::before{content:"";width:8px;height:8px;margin:0 12px 0 4px;border:solid;border-width:0 2px 2px 0;transform:rotate(-45deg)}
details[open] summary::before{transform:rotate(45deg)}
.done dl{margin:20px 0}
.done .button{margin:4px 0 12px}
@media(min-width:680px){main{padding-top:40px}.bar{margin:0;padding:12px 20px 20px;border:1px solid var(--line);border-radius:10px 10px 0 0}.sheet{padding:28px 32px}}
`;

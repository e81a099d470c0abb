/** Owns the look of the receipt's page on top of every page's (DESIGN §15); must not know its words. */

/** Margins where `gap` would do: flex boxes have it since Chrome 84 and Safari 14.1, old WeChat kernels do not. */
export const receiptStyle = `
:root{--on-accent:#fff;--danger:#b3261e;--tint:#f3f6f5;--edge:#84918d}
@media(prefers-color-scheme:dark){:root{--on-accent:#0d1211;--danger:#ff9c93;--tint:#1c2421;--edge:#71807a}}
section,.sheet+.sheet{margin-top:16px}
[hidden]{display:none!important}
h2{margin:0 0 8px}
section>h2.out{margin:32px 4px 12px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;margin:0}
h3{font-size:17px;line-height:1.4;margin:0}
h4{font-size:15px;margin:16px 0 4px}
.head{display:flex;flex-wrap:wrap;align-items:flex-start;justify-content:space-between}
.head h3{flex:1 1 160px;min-width:0;margin:0 12px 4px 0;overflow-wrap:anywhere}
.tag{flex:none;font-size:13px;line-height:24px;padding:0 10px;border-radius:12px;border:1px solid var(--line);color:var(--quiet)}
.granted .tag{border-color:var(--accent);color:var(--accent)}
.withdrawn h3{color:var(--quiet)}
.when{margin:4px 0 0;color:var(--quiet);font-size:14px;font-variant-numeric:tabular-nums}
.to{margin:16px 0 0;padding:0;list-style:none}
.to li{border:0;border-left:3px solid var(--line);padding:0 0 0 12px;margin:0 0 12px}
.to li.done{border-color:var(--accent)}
.to b,.to span{display:block;overflow-wrap:anywhere}
.to span{font-size:14px;color:var(--quiet)}
.to .state{color:var(--ink)}
details{border-top:1px solid var(--line);margin:16px 0 0}
details+details{margin:0}
details[open]{padding-bottom:16px}
summary{min-height:48px;padding:12px 0;cursor:pointer;color:var(--accent);list-style:none;display:flex;align-items:center;justify-content:space-between;line-height:24px}
summary::-webkit-details-marker{display:none}
summary::after{content:"";flex:none;width:8px;height:8px;margin:0 4px 0 12px;border:solid var(--quiet);border-width:0 2px 2px 0;transform:translateY(-2px) rotate(45deg)}
[open]>summary::after{transform:translateY(2px) rotate(225deg)}
.grant details:last-child{margin-bottom:-20px}
.grant details[open]:last-child{margin-bottom:-16px}
.take summary,.danger summary{color:var(--ink)}
.text{font-size:15px}
.text .body{overflow-wrap:anywhere}
.text p{white-space:pre-line}
.dots{list-style:disc;padding:0 0 0 20px;margin:0 0 12px}
.dots li{border:0;padding:0}
button,.button{display:inline-flex;align-items:center;justify-content:center;min-height:48px;padding:8px 20px;border:1px solid var(--edge);border-radius:10px;background:transparent;color:var(--ink);font:inherit;text-align:center;text-decoration:none;cursor:pointer}
button.main{border-color:var(--accent);background:var(--accent);color:var(--on-accent)}
button.stop{border-color:var(--danger);color:var(--danger)}
button:disabled,[aria-disabled=true]{opacity:.6;cursor:default}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.row{display:flex;flex-wrap:wrap;margin:0 -8px -8px 0}
.row>*{margin:0 8px 8px 0}
.row input{flex:1 1 180px;width:auto;min-width:0}
#code{flex-basis:100px}
#code-row,#here,#verify>.main{margin-top:16px}
#code-told{margin:4px 0 0}
.actions{display:flex;flex-wrap:wrap;margin:16px -8px 8px 0}
.actions>*{margin:0 8px 8px 0}
label{display:block;margin:0 0 4px}
input,select,textarea{width:100%;min-height:48px;padding:10px 12px;border:1px solid var(--edge);border-radius:10px;background:var(--paper);color:var(--ink);font:inherit;font-size:16px}
input[type=checkbox]{width:20px;min-height:20px;height:20px;margin:0 8px 0 0;vertical-align:-4px;accent-color:var(--accent)}
.field{margin:0 0 16px}
button.link{border:0;padding:8px 0;color:var(--accent);font-size:14px;text-decoration:underline}
.chips{display:flex;flex-wrap:wrap;margin:0 -8px -8px 0}
.chips label{position:relative;display:flex;align-items:center;min-height:48px;margin:0 8px 8px 0;padding:8px 16px;border:1px solid var(--edge);border-radius:10px;cursor:pointer}
.chips input{position:absolute;opacity:0;width:1px;min-height:1px;height:1px;margin:0}
.chips .on{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);color:var(--accent)}
.chips label:focus-within{outline:2px solid var(--accent);outline-offset:2px}
.pair{display:flex;margin:0 -8px 0 0}
.pair select{flex:1 1 0;min-width:0;margin:0 8px 0 0}
[aria-invalid=true]{border-color:var(--danger)}
#kept-picture img{display:block;width:100%;max-width:320px;margin:0 0 8px;border:1px solid var(--line);border-radius:10px}
fieldset.field{border:0;padding:0;margin:0 0 16px;min-width:0}
legend{padding:0;margin:0 0 4px}
.error{color:var(--danger);font-size:14px;margin:4px 0 0}
.error:empty,.say:empty,.banner:empty{display:none}
.say{margin:12px 0 0}
.banner{background:var(--tint);border-radius:10px;padding:12px 16px;margin:16px 0 0}
.proof{display:flex;align-items:flex-start;margin:12px 0;padding:12px 0;border:solid var(--line);border-width:1px 0}
.proof::before{content:"";flex:none;width:10px;height:10px;margin:8px 15px 0 3px;border-radius:50%;background:var(--edge)}
.proof.ok::before{background:var(--accent)}
.proof.bad::before{background:var(--danger)}
.proof.bad{color:var(--danger)}
dl.values{grid-template-columns:minmax(88px,auto) 1fr;font-variant-numeric:tabular-nums}
dl.values dt{overflow-wrap:anywhere;max-width:40vw}
.small{font-size:14px;margin:8px 0 0}
.small:last-child{margin-bottom:0}
`;

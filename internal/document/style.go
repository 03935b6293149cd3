package document

// CSS is the style of the classes Body writes; a page of the site that shows
// an article carries it once.
const CSS = `.note{max-width:46rem;margin:0 auto;color:#1c2126;font:1rem/1.5 Arial,"Liberation Sans",Helvetica,sans-serif;overflow-wrap:break-word}
.note p{margin-block:0 .8rem}
.note .note-band{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin:0 0 1.25rem;padding-bottom:.4rem;border-bottom:2px solid #0b5a8a;color:#0b5a8a;font-size:.875rem;font-weight:bold}
.note-status{font-weight:normal}
.note-title{margin:0 0 .4rem;color:#0b5a8a;font-size:1.75rem;line-height:1.2;text-wrap:balance}
.note .note-subtitle{margin:0 0 .3rem;color:#3d4750;font-size:1.125rem}
.note .note-date{margin:0 0 .9rem;color:#55606a;font-size:.9375rem}
.note .note-fictitious{margin:0 0 1rem;padding:.45rem .7rem;border-inline-start:4px solid #b35c00;background:#fdf3e6;color:#6b3700;font-size:.9375rem}
.note-lead{font-size:1.1rem;line-height:1.5}
.note h2,.note h3,.note h4{margin:1.4rem 0 .45rem;color:#0b5a8a;line-height:1.25}
.note h2{font-size:1.25rem}.note h3{font-size:1.1rem}.note h4{font-size:1rem;color:#3d4750}
.note ul{margin:0 0 .8rem;padding-inline-start:1.3rem}.note li{margin-bottom:.3rem}
.note a{color:#0b5a8a}
.note .note-figure-link{color:inherit;text-decoration:underline dotted #0b5a8a;text-underline-offset:.18em}
.note .note-ref{font-size:.7em;line-height:0;vertical-align:super;white-space:nowrap}
.note .note-ref a{padding:.35em .1em;text-decoration:none}.note .note-ref a:hover{text-decoration:underline}
.note :target{background:#fff3c4}
.note-figure{margin:1.2rem 0}
.note-figure figcaption,.note-table caption{margin-bottom:.4rem;color:#1c2126;font-size:.9375rem;font-weight:bold;text-align:start}
.note-drawing svg{display:block;max-width:100%;height:auto}
.note-drawing svg.narrow{display:none}@media screen and (max-width:40rem){.note-drawing svg.narrow{display:block;width:100%;max-width:27rem;margin:auto}.note-drawing svg.narrow+svg{display:none}}
.note .note-source{margin-top:.35rem;color:#55606a;font-size:.875rem;font-style:italic}
.note-scroll{margin:.8rem 0;overflow-x:auto}
.note-table{width:100%;border-collapse:collapse;font-size:.9375rem;line-height:1.35}
.note-table th,.note-table td{padding:.35rem .5rem;border-bottom:1px solid #c8d0d7;text-align:start;vertical-align:top;overflow-wrap:normal}
.note-table thead th{border-bottom:2px solid #0b5a8a;background:#eaf1f6;color:#0b3f61;vertical-align:bottom}
.note-table tbody th{font-weight:normal}
.note-small{font-size:.8125rem}
.note-table .note-number{text-align:end;font-variant-numeric:tabular-nums}
.note .note-signature{text-align:end;margin-top:1.2rem}
.note-foot{margin-top:1.6rem;padding-top:.5rem;border-top:1px solid #c8d0d7;color:#55606a;font-size:.8125rem}
.note .note-foot p{margin:0}
@media print{.note{max-width:none;color:#000;font-size:10.25pt;line-height:1.38}
.note-title{font-size:18pt}.note .note-subtitle{font-size:12pt}.note .note-lead{font-size:11pt}.note h2{font-size:13pt}.note h3{font-size:11pt}.note h4{font-size:10.25pt}.note h2,.note h3,.note h4{margin:.8rem 0 .25rem}.note-figure figcaption,.note-table caption{font-size:9pt}.note .note-date,.note .note-fictitious{font-size:9.5pt}.note h2,.note h3,.note h4,.note figcaption,.note caption{break-after:avoid}
.note p,.note li{orphans:2;widows:2;margin-bottom:.45rem}.note-figure{margin:.7rem 0}.note .note-source{break-before:avoid;font-size:8pt}.note tr,.note-drawing{break-inside:avoid}.note thead{display:table-header-group}
.note-scroll{overflow:visible;margin:.5rem 0}.note-table th,.note-table td{padding:2pt 4pt}.note-table{font-size:9pt}.note-small{font-size:8pt}.note :target{background:none}
.note-band,.note-table thead th,.note-fictitious{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.note .note-figure-link{text-decoration:none}.note-break{break-after:page}}
`

// pageCSS is what only a page standing alone needs.
const pageCSS = `@page{size:A4;margin:2.2cm}
body.note-page{margin:0;background:#fff}
body.note-page main{padding:1.5rem 1rem 3rem}
@media print{body.note-page main{padding:0}}
`

package playground_test

import (
	"strings"
	"testing"

	"lede/playground"
	"lede/proof/browser"

	"github.com/chromedp/chromedp"
)

// drawn is how the page draws a text, as HTML without insignificant attributes.
const drawn = `(text) => {
	const d = document.createElement("div");
	d.append(window.markdown(text, {
		channel: (id) => ({ 5: "general" })[id], person: (id) => ({ 7: "Robin" })[id], now: () => 1700000000000,
	}));
	for (const e of d.querySelectorAll("[title], [target], [rel], [datetime]")) for (const a of ["title", "target", "rel", "datetime"]) e.removeAttribute(a);
	return d.innerHTML;
}`

// unharmful returns what is wrong with a drawn text; nothing should be, whatever the text was.
const unharmful = `(text) => {
	const d = document.createElement("div");
	const draw = () => {
		const began = performance.now();
		d.replaceChildren(window.markdown(text, {}));
		return performance.now() - began;
	};
	let took = draw();
	for (let tries = 0; took > 1500 && tries < 4; tries++) took = draw(); // the machine does other things, too
	const elements = ["A", "B", "BLOCKQUOTE", "BR", "CODE", "EM", "H2", "H3", "H4", "LI", "OL", "P", "PRE", "S", "SPAN", "STRONG", "TIME", "U", "UL"];
	const attributes = ["href", "target", "rel", "title", "class", "tabindex", "datetime", "start"];
	for (const e of d.querySelectorAll("*")) {
		if (!elements.includes(e.tagName)) return "an element " + e.tagName;
		for (const a of e.attributes) if (!attributes.includes(a.name)) return "an attribute " + a.name;
		if (e.tagName === "A" && !["http:", "https:"].includes(e.protocol)) return "a link to " + e.href;
	}
	return took > 1500 ? "it took " + took + " ms" : "";
}`

func TestMarkdown(t *testing.T) {
	server := playground.New(playground.Options{})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	p := browser.Open(t, server.URL())
	p.Do(browser.Script(`import("/js/markdown.js").then((m) => { window.markdown = m.markdown; })`))
	p.Until(`window.markdown`)
	run := func(function, text string) string {
		got, err := chromedp.Run(p.Ctx, chromedp.Evaluate[string]("("+function+")("+browser.Quote(text)+")"))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		return got
	}
	for text, want := range map[string]string{
		"plain":                              "<p>plain</p>",
		"a\nb\n\nc":                          "<p>a<br>b<br><br>c</p>",
		"**b** *i* _i_ __u__ ~~s~~":          "<p><strong>b</strong> <em>i</em> <em>i</em> <u>u</u> <s>s</s></p>",
		"***both***":                         "<p><strong><em>both</em></strong></p>",
		"snake_case_name 2*3*4":              "<p>snake_case_name 2<em>3</em>4</p>",
		"||secret||":                         `<p><span class="spoiler" tabindex="0">secret</span></p>`,
		"`**code**` ``a`b``":                 "<p><code>**code**</code> <code>a`b</code></p>",
		"```go\nx := **1**\n```":             "<pre><code>x := **1**</code></pre>",
		`\*not\* \_this\_ \[x\]\(y\) \\`:     `<p>*not* _this_ [x](y) \</p>`,
		`\# no heading`:                      "<p># no heading</p>",
		`1\. no list`:                        "<p>1. no list</p>",
		"# One\n## Two\n### Three\n-# small": `<h2>One</h2><h3>Two</h3><h4>Three</h4><p class="small">small</p>`,
		"> a\n> b\nc":                        "<blockquote><p>a<br>b</p></blockquote><p>c</p>",
		">>> a\nb":                           "<blockquote><p>a<br>b</p></blockquote>",
		"- a\n  - b\n- c":                    "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
		"3. a\n4. b":                         `<ol start="3"><li>a</li><li>b</li></ol>`,
		"[x](https://example.org/a_(b))":     `<p><a href="https://example.org/a_(b)">x</a></p>`,
		"[**x** https://y.example](https://example.org/)": `<p><a href="https://example.org/"><strong>x</strong> https://y.example</a></p>`,
		`[a \] b](https://example.org/)`:                  `<p><a href="https://example.org/">a ] b</a></p>`,
		"see https://example.org/x.":                      `<p>see <a href="https://example.org/x">https://example.org/x</a>.</p>`,
		"[x](javascript:alert(1))":                        "<p>[x](javascript:alert(1))</p>",
		"<#5> <@7> <@!8> </find it:9>":                    `<p><span class="mention">#general</span> <span class="mention">@Robin</span> <span class="mention">@unknown</span> <span class="mention">/find it</span></p>`,
		"<t:1700000000:R> <t:0:D>":                        "<p><time>now</time> <time>1 January 1970</time></p>",
		"<t:1699913600:R>":                                "<p><time>yesterday</time></p>",
		"<b>x</b> & <img src=x>":                          "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;img src=x&gt;</p>",
		"":                                                "",
	} {
		if got := run(drawn, text); got != want {
			t.Errorf("%q is drawn as\n%s\nnot\n%s", text, got, want)
		}
	}
	hostile := []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `[x](javascript:alert(1))`, `[x](https://a" onclick="b)`,
		`[x](data:text/html,x)`, `[x](JaVaScRiPt:x)`, `<https://a"onmouseover="x>`, "```<img src=x onerror=x>```", `</x" onclick="y:1>`,
		`<t:99999999999999999:F>`, `<t:-9999999999999:R>`, `[a](https://b "t" onclick=x)`, "https://\u202ejs", "\x00<\x00script>",
	}
	for _, piece := range []string{"*", "_", "**", "__", "~~", "||", "`", "[", "](", "> ", ">>> ", "- ", "<", "<t:", "```\n", "\\", "https://", "1. ", "  - x\n", "[a](https://x", "**a ", "*a**", "|"} {
		hostile = append(hostile, strings.Repeat(piece, 4000/len(piece)))
	}
	for _, text := range hostile {
		if wrong := run(unharmful, text); wrong != "" {
			t.Errorf("%.60q is drawn with %s", text, wrong)
		}
	}
	// Random texts made of characters with a meaning, the same in every run.
	wrong, err := chromedp.Run(p.Ctx, chromedp.Evaluate[string](`(() => {
		const pieces = ["*", "_", "~", "|", "\u0060", "[", "]", "(", ")", "<", ">", "t:1", ":R", "#", "@", "/", "\\", "\n", " ", "- ", "1. ", "> ", "-# ",
			"https://x.example", "javascript:", "data:", "a", "<img src=x onerror=y>", "\" onclick=\"", "&lt;", "\u0000", "ü"];
		let seed = 7;
		const next = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor(seed / 65536) % n; };
		const check = `+unharmful+`;
		for (let i = 0; i < 4000; i++) {
			let text = "";
			for (let n = next(40); n > 0; n--) text += pieces[next(pieces.length)];
			const wrong = check(text);
			if (wrong) return JSON.stringify(text) + " is drawn with " + wrong;
		}
		return "";
	})()`))
	if err != nil || wrong != "" {
		t.Errorf("%s %v", wrong, err)
	}
}

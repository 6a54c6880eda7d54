package cli

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/proof/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// inPanel is JavaScript for the element with a selector in whichever panel has it.
func inPanel(selector string) string {
	return `[...document.querySelectorAll("#panels iframe")].map(f => f.contentDocument?.querySelector(` + browser.Quote(selector) + `)).find(e => e)`
}

// TestThePanels: what the bot sent is inspected from a message; an article is given and seen as Lede reads it; a citation leads to its sentence there; the
// clock moves to a change of the clocks.
func TestThePanels(t *testing.T) {
	t.Parallel()
	at := startPlay(t)
	p := browser.OpenUndrawn(t, at)
	give(p, "summary", "{}", sampleTitle)
	p.Do(browser.Script(`document.querySelector('.message.bot [data-act="inspect"]').click()`))
	p.Until(`document.querySelector("#log").open && document.activeElement.closest("#requests li")?.dataset.about === document.querySelector(".message.bot").dataset.message`)
	p.See("#requests .verdict", "It keeps to Discord’s rules:")
	p.Until(`/: [1-9]\d* of 4000 characters, [1-9]\d* of 40 components/.test(document.activeElement.closest("li").innerText)`)
	p.Picture("inspect")

	p.Until(inPanel("textarea"))
	// A panel is not reloaded while somebody uses it.
	p.Do(browser.Script(`{
  const text = ` + inPanel("textarea") + `;
  text.focus();
  text.value = "Bridge of Lowmere shut\n\nThe bridge of Lowmere shut on Monday. “It will open in May,” said Mayor Elin Haas.";
  text.form.querySelector("button").click();
}`))
	const given = `[...document.querySelectorAll("#panels iframe")].map(f => [...f.contentDocument?.querySelectorAll("li a") ?? []].find(a => a.textContent === "Bridge of Lowmere shut")).find(a => a)`
	p.Until(given)
	p.Picture("desk")
	p.Until(given + `.parentElement.innerText.includes("1 person · 1 quotation")`)

	give(p, "sources add", `{address: "ellery-courier.example"}`, "The Ellery Courier")
	give(p, "", `[data-custom-id^="sources/add"]`, "Source added")
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); {
		give(p, "headlines", "{}", "Headlines")
		if ok, _ := chromedp.Run(p.Ctx, chromedp.Evaluate[bool](`document.querySelector(`+browser.Quote(card)+`).innerText.includes("Herring quota")`)); ok {
			break
		}
	}
	give(p, "summary", `{article: "Herring quota"}`, "In context")
	for _, cited := range []struct{ has, sentence string }{{"Herring quota", ""}, {sampleTitle, "Kremlin spokesman"}} {
		p.T.Log(cited.has)
		if cited.has == sampleTitle {
			give(p, "ask", `{question: "Who is Dmitry Peskov?", article: "Trump"}`, cited.sentence)
		}
		link, err := chromedp.Run(p.Ctx, chromedp.Evaluate[string](`[...document.querySelectorAll(".message:nth-last-child(1 of .message) .text a")].findLast(a => /^\[\d+\]$/.test(a.textContent)).outerHTML`))
		found := regexp.MustCompile(`href="(` + deskPanelAt + `[^"]*)".*>\[(\d+)\]</a>`).FindStringSubmatch(link)
		if err != nil || found == nil {
			t.Fatalf("a citation leads to %q (%v)", link, err)
		}
		read := browser.OpenAny(t, at+found[1])
		read.See("h1", cited.has[:5])
		read.Until(`document.querySelector(".s:target")?.dataset.n === ` + browser.Quote(found[2]))
		if cited.has == sampleTitle {
			read.Until(`document.querySelector(".s:target").textContent.includes(` + browser.Quote(cited.sentence) + `)`)
		}
		read.Accessible("the desk's view of an article", "html")
		read.Picture("article")
	}
	p.Until(inPanel("button[value=change]"))
	p.Do(browser.Script(inPanel("button[value=change]") + ".click()"))
	p.Until(inPanel("body.panel") + `.innerText.match(/It is \w+ \d+ (Mar|Oct) /) && ` + inPanel("button[value=change]"))
	p.Picture("clock")
	panels, err := chromedp.Run(p.Ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll("#panels iframe")].map(f => f.contentWindow.location.pathname)`))
	if err != nil || len(panels) != 3 {
		t.Fatal(panels, err)
	}
	for _, panel := range panels {
		p.Do(chromedp.Navigate(at + panel)) // may return while the page before is still there
		// While something is due, the clock's panel reloads itself every second.
		p.Until("location.pathname === " + browser.Quote(panel) + ` && document.readyState === "complete" && !document.querySelector("meta[http-equiv=refresh]")`)
		for _, scheme := range []string{"light", "dark"} {
			p.Do(browser.Colours(scheme))
			p.Accessible("the panel "+panel+", "+scheme, "html")
		}
	}
}

// TestTheDeskReadsWhatItIsGiven: a text, a file and an address, and says what is wrong with others. What strangers wrote stays text.
func TestTheDeskReadsWhatItIsGiven(t *testing.T) {
	t.Parallel()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<title>Ferry stops</title><article><h1>Ferry stops</h1><p>"+strings.Repeat("The ferry of Gull Rock stops for the winter, said Captain Mira Holm. ", 12)+"</p></article>")
	}))
	t.Cleanup(page.Close)
	web, err := world{env: []string{"LEDE_FETCH_ALLOW=127.0.0.0/8"}}.web()
	if err != nil {
		t.Fatal(err)
	}
	desk := &deskPanel{web: web}
	server := httptest.NewServer(http.StripPrefix(deskPanelAt, desk.handler()))
	t.Cleanup(server.Close)
	ask := func(res *http.Response, err error) (int, string, http.Header) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(b), res.Header
	}
	post := func(field, name, value string) string {
		t.Helper()
		body := "--x\r\nContent-Disposition: form-data; name=\"" + field + "\"" + name + "\r\n\r\n" + value + "\r\n--x--\r\n"
		_, page, _ := ask(http.Post(server.URL+deskPanelAt+"/", "multipart/form-data; boundary=x", strings.NewReader(body)))
		return page
	}
	for want, panel := range map[string]string{
		"Harbour <b>opens</b>":     post("text", "", "Harbour <b>opens</b>\n\nThe harbour of Port Ellery opened on Monday, said Mayor Elin Haas."),
		"Old bridge":               post("file", `; filename="a.md"`, "# Old bridge\n\nThe old bridge of Lowmere was closed on Monday."),
		"Ferry stops":              post("link", "", page.URL),
		"there is nothing to read": post("text", "", " "),
		"has no words":             post("text", "", "…"),
		"that is more than I read": post("text", "", strings.Repeat("x", mostPosted+1)),
	} {
		if escaped := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(want); !strings.Contains(panel, escaped) || strings.Contains(panel, "<b>") {
			t.Errorf("%q is not in\n%.3000s", want, panel)
		}
	}
	_, panel, _ := ask(http.Get(server.URL + deskPanelAt + "/"))
	links := regexp.MustCompile(`href="(/panel/1/article/\w+)"`).FindAllStringSubmatch(panel, -1)
	if len(links) != 3 {
		t.Fatalf("%d articles in\n%s", len(links), panel)
	}
	for _, link := range links {
		status, article, header := ask(http.Get(server.URL + link[1]))
		if policy := header.Get("Content-Security-Policy"); status != http.StatusOK || !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "script") {
			t.Errorf("%s answers %d with the policy %q", link[1], status, policy)
		}
		if !strings.Contains(article, `id="s1"`) || strings.Contains(article, "<b>") {
			t.Errorf("%.2000s", article)
		}
	}
	for _, path := range []string{"/article/0123", "/read?at=" + url.QueryEscape("https://elsewhere.example/a")} {
		if status, _, _ := ask(http.Get(server.URL + deskPanelAt + path)); status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, status)
		}
	}
	for i := range 2 * mostGiven {
		a, err := briefing.Parse(fmt.Sprintf("Number %d is a good number, said Mayor Elin Haas on Monday.", i), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		desk.show(a)
	}
	if len(desk.given) != mostGiven {
		t.Errorf("%d articles are kept", len(desk.given))
	}
}

// TestTheLanguageOfAPersonsDiscord is switched on the page: commands are offered and answered in it, for this person alone.
func TestTheLanguageOfAPersonsDiscord(t *testing.T) {
	t.Parallel()
	p := browser.OpenUndrawn(t, startPlay(t))
	p.Do(browser.Script(`document.body.dataset.day = document.querySelector(".day").textContent`), browser.Choose("#locale", "de"))
	p.Until(`document.querySelector(".day").textContent !== document.body.dataset.day`)
	p.Write("/zusam")
	p.See(`[data-command="summary"]`, "/zusammenfassung")
	p.Keys(kb.Tab + kb.Escape + kb.Escape)
	p.Write("/hilfe")
	p.See(`[data-command="help"]`, "Was Lede ist")
	p.Keys(kb.Tab + kb.Enter)
	p.See(".message.ephemeral", "/zusammenfassung")
	p.Do(chromedp.Reload(), browser.Ready())
	p.Until(`document.querySelector("#locale").value === "de"`)
	p.Do(browser.Script(`{const s = document.querySelector("#person"); s.selectedIndex = 1; s.dispatchEvent(new Event("change"))}`))
	p.Until(`document.querySelector("#locale").value === "en-GB"`)
}

// TestAReloadAndASecondTab: the unsent text, the person and the channel survive a reload; a second tab is another person.
func TestAReloadAndASecondTab(t *testing.T) {
	t.Parallel()
	at := startPlay(t)
	p := browser.OpenUndrawn(t, at)
	give(p, "summary", "{}", sampleTitle)
	visit(p, "editors")
	p.Write("half a sent")
	p.Do(chromedp.Reload(), browser.Ready())
	p.See("#place", "editors")
	p.Until(`document.querySelector("#composer").value === "half a sent"`)
	visit(p, "general")
	p.See(".message.bot", sampleTitle)
	p.Until(`document.querySelector("#composer").value === ""`)
	second := browser.OpenUndrawn(t, at)
	const person = `document.querySelector("#person").selectedOptions[0].textContent`
	second.Until(person + ` === "Sam"`)
	p.Until(person + `.startsWith("Robin")`)
	second.See(".message.bot", sampleTitle)
	second.Keys("Hello" + kb.Enter)
	p.See(".message:not(.bot)", "Hello")
}

// TestThePageIsUsableSoon prints how soon, which is up to the machine, and counts what the page needs until then: few requests, no more than 150 KB. It asks
// nothing of another machine.
func TestThePageIsUsableSoon(t *testing.T) {
	at := startPlay(t)
	p := browser.Open(t, at)
	best := 0.0
	for range 5 {
		p.Do(chromedp.Reload(), browser.Ready())
		took, err := chromedp.Run(p.Ctx, chromedp.Evaluate[float64](`performance.getEntriesByName("usable")[0].startTime`))
		if err != nil || took <= 0 {
			t.Fatal(took, err)
		}
		if best == 0 || took < best {
			best = took
		}
	}
	p.Until(`(() => {
  const usable = performance.getEntriesByName("usable")[0].startTime;
  const first = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].filter((r) => r.startTime < usable);
  return first.length <= 5 && first.every((r) => r.transferSize > 0) && first.reduce((sum, r) => sum + r.transferSize, 0) <= 150 * 1024;
})()`)
	t.Logf("usable %.0f ms after it is asked for, the best of 5", best)
	p.Until(`performance.getEntriesByType("resource").length > 5 && performance.getEntriesByType("resource").every(r => r.name.startsWith(` + browser.Quote(at) + `))`)
}

// TestTheTourByKeyboardAlone takes all five steps: it asks, presses, adds a source, sets a digest, moves the clock and reads.
func TestTheTourByKeyboardAlone(t *testing.T) {
	t.Parallel()
	p := browser.OpenUndrawn(t, startPlay(t))
	p.Until(`document.activeElement.id === "composer"`)
	tab := func(there string, options ...chromedp.KeyOption) {
		t.Helper()
		for range 120 {
			if ok, _ := chromedp.Run(p.Ctx, chromedp.Evaluate[bool]("!!("+there+")")); ok {
				return
			}
			p.Do(chromedp.KeyEvent(kb.Tab, options...))
		}
		t.Fatalf("Tab does not lead to %s", there)
	}
	back := chromedp.KeyModifiers(chromedp.ModifierShift)
	tour := func(button string) {
		t.Helper()
		tab(`document.activeElement.dataset.tour === "`+button+`"`, back)
		p.Keys(kb.Enter)
	}
	p.See("#tour", "1 of 5")
	tour("write")
	p.Until(`document.activeElement.id === "option-question"`)
	p.Until(`document.querySelector("[data-tour=next]").classList.contains("primary")`)
	p.Keys(kb.Enter)
	p.See(card, "Trump")
	tour("next")
	p.See("#tour", "2 of 5")
	tab(`document.activeElement.dataset.customId?.startsWith("who")`, back)
	p.Keys(kb.Enter)
	p.See(card, "Also named")
	tab(`document.activeElement.dataset.tour === "next"`)
	p.Keys(kb.Enter)
	p.See("#tour", "3 of 5")
	tour("write")
	p.Until(`document.activeElement.id === "option-address"`)
	p.Keys(kb.Enter)
	p.See(card, "Add this source?")
	p.Gone(".pending")
	tab(`document.activeElement.dataset.customId?.startsWith("sources/add")`, back)
	p.Keys(kb.Enter)
	p.See(card, "Source added")
	tab(`document.activeElement.dataset.tour === "next"`)
	p.Keys(kb.Enter)
	p.See("#tour", "4 of 5")
	tour("write")
	p.See("#completions [role=option]", "time")
	p.Keys("time" + kb.Tab + "06:30" + kb.Tab + kb.Escape + kb.Enter)
	p.See(card, "Digest set")
	inside := `document.activeElement.contentDocument?.activeElement.value === "next"`
	p.Until(inPanel("button[value=next]:not([disabled])"))
	tab(inside)
	p.Keys(kb.Enter)
	p.See(card, "Digest ·")
	tab(`document.activeElement.dataset.tour === "next"`, back)
	p.Keys(kb.Enter)
	p.See("#tour", "5 of 5")
	p.Until(`document.activeElement.dataset.tour === "next"`)
	p.Keys(kb.Enter)
	p.Gone("#tour")
	p.Until(`document.activeElement.id === "composer"`)
}

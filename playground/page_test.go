package playground_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/playground"
	"lede/proof/browser"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// panel is a panel that shows the day, which no test is slow enough to change, and posts to itself. Its requests wait for the gate.
func panel(clock *playground.Clock, gate *sync.Mutex) playground.Panel {
	return playground.Panel{Name: "Clock", Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			clock.Move(clock.Now().AddDate(0, 0, 1))
			http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
			return
		}
		gate.Lock()
		defer gate.Unlock()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Clock</title><link rel="stylesheet" href="/style.css"><body class="panel"><p>It is <b>%[1]s</b>.</p><form method="post"><button name="to" value="day">+ 1 day</button></form><details><summary>More</summary><input type="text" aria-label="A note"></details><select aria-label="A zone"><option>Oslo<option>Lima<option>%[1]s</select>`, clock.Now().UTC().Format("2 Jan"))
	})}
}

// usable checks a part of the page with axe-core, in light and in dark mode.
func usable(p *browser.Page, view, selector string) {
	p.T.Helper()
	for _, scheme := range []string{"dark", "light"} {
		p.Do(browser.Colours(scheme))
		p.Accessible(view+", "+scheme, selector)
	}
}

func TestThePage(t *testing.T) {
	clock := playground.NewClock(time.Date(2030, 5, 6, 8, 0, 0, 0, time.UTC))
	var gate sync.Mutex
	b := start(t, playground.Options{Title: "The Test Bench", Clock: clock, Panels: []playground.Panel{panel(clock, &gate)},
		Waits: playground.Waits{Answer: 8 * time.Second, Limited: 500 * time.Millisecond}})
	p := browser.Open(t, b.server.URL())
	w := b.server.World()

	t.Run("a command, by keyboard alone", func(t *testing.T) {
		p.T = t
		p.Until(`document.activeElement.id === "composer"`)
		p.Keys("/")
		p.See(`[data-command="find"]`, "Look something up")
		p.See(`[data-command="shelf set"]`, "Choose a shelf")
		p.Picture("commands")
		usable(p, "the list of commands", "#foot")
		p.Keys("fi" + kb.Enter)
		p.Until(`document.activeElement.closest("[data-option]")?.dataset.option === "title"`)
		p.See(`#completions [role=option]`, "The Salt Road")
		p.Keys("w")
		p.Until(`document.querySelectorAll("#completions [role=option]").length === 1`)
		p.Picture("completion")
		p.Keys(kb.ArrowDown + kb.Enter)
		p.Until(`document.querySelector("#option-title").value === "Winter Harbour" && document.activeElement.id === "composer"`)
		p.Keys("cop")
		p.See(`[data-add="copies"]`, "How many?")
		p.Keys(kb.Tab + "4")
		p.Picture("options")
		usable(p, "options", "#foot")
		p.Keys(kb.Enter)
		p.See(".message .container h4", "Found")
		p.See(".message .context", "/find")
		p.See(".message .text strong", "bold")
		p.Gone(".pending")
		p.Picture("card")
	})
	t.Run("required and typed options", func(t *testing.T) {
		p.T = t
		p.Keys("/find ")
		p.Until(`document.activeElement.id === "option-title"`)
		p.See("#completions [role=option]", "Winter Harbour")
		p.Keys(kb.Escape)
		p.Gone("#completions")
		p.Keys(kb.Enter)
		p.See("#hint", "this option is required")
		p.Keys(kb.Escape)
		p.Gone("[data-option]")
		p.Write("/shelf set ")
		p.See(`[data-choice="`+w.Channel("digests")+`"]`, "#digests")
		p.Keys("dig" + kb.Tab + kb.Enter)
		p.See(".message.ephemeral", "Only you can see this")
		p.Do(browser.Click(".ephemeral .only button"))
		p.Gone(".message.ephemeral")
	})
	t.Run("buttons and selects", func(t *testing.T) {
		p.T = t
		p.Do(browser.Click(`[data-custom-id="turn"]`))
		p.See(".message h4", "Turned")
		p.Do(browser.Click(`[data-custom-id="note"]`))
		p.See(".message.ephemeral", "Pressed note")
		p.Do(browser.Choose(`[data-custom-id="pick"]`, "salt"))
		p.See(".message.ephemeral", "Picked salt")
		p.Until(`document.querySelector('[data-custom-id="off"]').disabled`)
		p.Until(`document.querySelectorAll('[data-custom-id="where"] option').length === 4`)
		p.Picture("private")
		usable(p, "messages for one alone", "#messages")
	})
	t.Run("a form", func(t *testing.T) {
		p.T = t
		p.Do(browser.Click(`[data-custom-id="form"]`))
		p.See("dialog[open] h2", "Library card")
		p.Until(`document.activeElement.name === "name"`)
		p.Picture("form")
		usable(p, "a form", "dialog[open]")
		p.Keys("Robin" + kb.Tab + "to read" + kb.Enter + "and write")
		p.Do(browser.Click(`dialog button[type=submit]`))
		p.Gone("dialog")
		p.See(".message.ephemeral", "to read")
		for _, press := range []func(){
			func() { p.Keys(kb.Escape) },
			func() { p.Do(browser.Click(`dialog button[type=button]`)) },
			func() { p.Keys("Robin" + kb.Tab + "to read"); p.Do(browser.Click(`dialog button[type=submit]`)) },
		} {
			for how, back := range map[string]string{`false`: `document.activeElement.dataset.customId === "form"`, `true`: `document.activeElement.id === "composer"`} {
				p.Do(browser.Click(`[data-custom-id="form"]`))
				p.Until(`document.activeElement.name === "name"`)
				p.Do(browser.Script(`document.querySelector('[data-custom-id="form"]').hidden = ` + how)) // as gone as it can be
				press()
				p.Gone("dialog")
				p.Until(back)
				p.Do(browser.Script(`document.querySelector('[data-custom-id="form"]').hidden = false`))
			}
		}
		p.Write("/old" + kb.Enter + kb.Enter)
		p.See("dialog[open] label", "Question")
		p.Keys(kb.Escape)
		p.Gone("dialog")
	})
	t.Run("slow and silent", func(t *testing.T) {
		p.T = t
		p.Write("/slow " + kb.Enter)
		p.See(".thinking", "is thinking")
		b.finish <- struct{}{}
		p.See(".message .text", "Here at last")
		p.Gone(".thinking")
		p.Write("/silent " + kb.Enter)
		p.See(".pending", "/silent")
		p.See(".failed", "The application did not respond")
	})
	t.Run("a file", func(t *testing.T) {
		p.T = t
		p.Write("/read ")
		p.Until(`document.querySelector("#option-file")`)
		path := filepath.Join(t.TempDir(), "rain.txt")
		if err := os.WriteFile(path, []byte("drip"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.Do(chromedp.SetUploadFiles(chromedp.CSS("#option-file"), []string{path}), browser.Click("#send"))
		p.See(".message.ephemeral", `"filename":"rain.txt"`)
	})
	t.Run("a direct message, as somebody else", func(t *testing.T) {
		p.T = t
		p.Do(browser.Choose("#person", w.Person("Sam").ID))
		p.Until(`document.querySelectorAll(".message.ephemeral").length === 0`)
		p.Do(browser.Click(`#channels [data-channel="` + w.Person("Sam").DM + `"]`))
		p.See(".start", "Write to Lede")
		p.Until(`document.activeElement.id === "composer"`)
		p.Keys("/shelf")
		p.See("#hint", "no such command")
		p.Keys(strings.Repeat(kb.Backspace, 6) + "hello **there**" + kb.Enter)
		p.See(".message.bot .text", "You said: hello there")
		p.Picture("direct")
	})
	t.Run("an article, pasted and as a file", func(t *testing.T) {
		p.T = t
		const paste = `{
  const data = new DataTransfer();
  data.setData("text/plain", %s);
  const e = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  if (document.querySelector("#composer").dispatchEvent(e)) document.execCommand("insertText", false, data.getData("text/plain"));
}`
		p.Do(browser.Script(fmt.Sprintf(paste, browser.Quote("The quay is closed\n\nA crane fell on it."))))
		p.Do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierShift)))
		p.Keys("Nobody was hurt." + kb.Enter)
		p.Until(`[...document.querySelectorAll(".message.bot .text")].some(e => e.innerText === "You said: The quay is closed\n\nA crane fell on it.\nNobody was hurt.")`)
		p.See(".message.bot .quote", "The quay is closed A crane fell on it. Nobody was hurt.")

		long := "Ice on the harbour\n\n" + strings.Repeat("It is cold. ", 200)
		p.Do(browser.Script(fmt.Sprintf(paste, browser.Quote(long))))
		p.See("#attached", "message.txt")
		p.Keys("/find ")
		p.Gone("#attach")
		p.Keys(kb.Escape + kb.Escape)
		p.See("#attach", "+")
		usable(p, "a file to be sent", "#foot")
		p.Do(browser.Click("#attached button"))
		p.Gone("#attached")
		path := filepath.Join(t.TempDir(), "ice.txt")
		if err := os.WriteFile(path, []byte(long), 0o600); err != nil {
			t.Fatal(err)
		}
		p.Do(browser.Script(fmt.Sprintf(paste, browser.Quote(long))), chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{path}))
		p.See("#attached", "ice.txt")
		p.Until(`document.activeElement.id === "composer"`)
		p.Keys(kb.Enter)
		p.See(".message:last-child .file", "message.txt")
		p.See(".message:last-child .file", "ice.txt")
		p.Gone("#attached")
		p.Do(browser.Script(`fetch(document.querySelector(".message:last-child .file").href).then(r => r.text()).then(t => window.kept = t)`))
		p.Until(`window.kept === ` + browser.Quote(long))
	})
	t.Run("news in another channel", func(t *testing.T) {
		p.T = t
		b.must("POST", "/channels/"+w.Channel("digests")+"/messages", object{"content": "News"})
		p.See(`[data-channel="`+w.Channel("digests")+`"] .dot`, "")
		p.Do(browser.Click(`[data-channel="` + w.Channel("digests") + `"]`))
		p.See(".message", "News")
		p.Gone(".dot")
		b.must("POST", "/channels/"+w.Channel("digests")+"/typing", nil)
		p.See("#typing", "is writing")
	})
	t.Run("a forwarded message", func(t *testing.T) {
		p.T = t
		robin := b.server.As(w.Person("Robin").ID)
		said, err := robin.Say(t.Context(), w.Channel("general"), "The quay is **closed** until May")
		if err == nil {
			said, err = robin.Forward(t.Context(), said.ID, w.Channel("digests"))
		}
		if err != nil {
			t.Fatal(err)
		}
		p.See(`[data-message="`+said.ID+`"] .forwarded`, "The quay is closed until May")
		p.Do(browser.Script(`document.querySelector('[data-message="` + said.ID + `"] [data-act="reply"]').click()`))
		p.Until(`document.activeElement.id === "composer"`)
		p.Keys("Until May?" + kb.Enter)
		p.See(".message:last-child .quote", "The quay is closed until May")
	})
	t.Run("on to another channel before the first is there", func(t *testing.T) {
		p.T = t
		p.Do(browser.Script(`{
  const real = window.fetch, came = [];
  window.fetch = async (...a) => {
    const response = await real(...a);
    if (!String(a[0]).startsWith("/page/channel")) return response;
    const body = await response.json();
    return new Promise((then) => { came.push([a[0], () => then({ ok: true, json: async () => body })]); window.come = came.length; });
  };
  const [one, other] = document.querySelectorAll("#channels [data-channel]");
  one.click();
  other.click();
  window.answer = (e) => came.find(([address]) => address.includes(e.dataset.channel))[1]();
  window.one = one;
  window.restored = () => { window.fetch = real; came.forEach(([, answer]) => answer()); };
}`))
		p.Until(`window.come >= 2`)
		p.Do(browser.Script(`window.answer(window.one); setTimeout(() => { window.early = !document.querySelector("#messages[aria-busy]"); window.told = true; })`))
		p.Until(`window.told`)
		p.Until(`!window.early`)
		p.Do(browser.Script(`window.restored()`))
		p.Until(`!document.querySelector("#messages[aria-busy]")`)
	})
	t.Run("a post in a forum", func(t *testing.T) {
		p.T = t
		forum := w.Channel("briefings")
		p.Do(browser.Click(`[data-channel="` + forum + `"]`))
		p.See(".start", "This is a forum")
		p.Until(`document.querySelector("#composer").disabled`)
		post := b.must("POST", "/channels/"+forum+"/threads", object{"name": "Storm over the harbour", "message": object{"content": "The quay is closed"}})
		p.See(".post b", "Storm over the harbour")
		p.See(".message", "The quay is closed")
		p.Picture("forum")
		usable(p, "a forum", ".talk")
		p.Do(browser.Click(".post button"))
		p.See("#place", "Storm over the harbour")
		p.Until(`document.querySelector('[data-channel="` + post["id"].(string) + `"]').getAttribute("aria-current") === "page"`)
		p.Until(`document.activeElement.id === "composer"`)
		p.Keys("Is it safe?" + kb.Enter)
		p.See(".message:last-child", "Is it safe?")
		p.Do(browser.Click(`[data-channel="` + w.Channel("digests") + `"]`))
		p.See(".message", "News")
	})
	t.Run("a panel keeps up, and keeps what somebody does in it", func(t *testing.T) {
		p.T = t
		const frame = `document.querySelector("#panel-0").contentDocument`
		p.Until(frame + `?.body?.innerText.includes("It is 6 May")`)
		p.Do(browser.Script(frame + `.querySelector("details").open = document.querySelector("#panel-0").contentWindow.mine = true; ` + frame + `.querySelector("select").value = "Lima"`))
		clock.Move(clock.Now().AddDate(0, 0, 1))
		p.Until(frame + `.body.innerText.includes("It is 7 May") && ` + frame + `.querySelector("details").open && document.querySelector("#panel-0").contentWindow.mine && ` + frame + `.querySelector("select").value === "Lima"`)
		// What no longer exists cannot stay chosen.
		p.Do(browser.Script(frame + `.querySelector("select").value = "7 May"`))
		clock.Move(clock.Now().AddDate(0, 0, 1))
		p.Until(frame + `.body.innerText.includes("It is 8 May") && ` + frame + `.querySelector("select").value === "Oslo"`)
		p.Do(browser.Script(frame + `.querySelector("input").value = "half a word"; performance.clearResourceTimings()`))
		clock.Move(clock.Now().AddDate(0, 0, 1))
		p.Until(`performance.getEntriesByType("resource").some(e => e.name.endsWith("/panel/0/"))`)
		p.Until(frame + `.body.innerText.includes("It is 8 May") && ` + frame + `.querySelector("input").value === "half a word"`)
		p.Do(browser.Script(frame + `.querySelector("input").value = ""`))
	})
	t.Run("whoever comes into a panel while it is asked for stays, and is heard", func(t *testing.T) {
		p.T = t
		const frame = `document.querySelector("#panel-0")`
		p.Do(browser.Script(`window.asked = 0; const real = fetch; window.fetch = (...a) => { window.asked++; return real(...a).finally(() => window.asked--); }`),
			browser.Script(`document.addEventListener("keydown", (e) => { document.body.dataset.heard = e.key; })`))
		gate.Lock()
		clock.Move(clock.Now().AddDate(0, 0, 1))
		p.Until(`window.asked > 0`)
		p.Do(browser.Script(frame + `.contentDocument.querySelector("button").focus()`))
		gate.Unlock()
		p.Until(`window.asked === 0`)
		p.Keys(kb.Escape)
		p.Until(`document.body.dataset.heard === "Escape" && document.activeElement === ` + frame)
		p.Keys(kb.Enter)
		p.Until(frame + `.contentDocument?.body?.innerText.includes("It is 11 May") && ` + frame + `.contentDocument.activeElement.value === "day"`)
		p.Do(browser.Script(`document.querySelector("#composer").focus()`))
	})
	t.Run("panels and the log", func(t *testing.T) {
		p.T = t
		p.Until(`document.querySelector("#panel-0").contentDocument.body.innerText.includes("It is 11 May")`)
		p.Do(browser.Script(`document.querySelector("#panel-0").contentDocument.querySelector("button").click()`))
		p.Until(`document.querySelector("#panel-0").contentDocument?.body?.innerText.includes("It is 12 May")`)
		p.Do(browser.Click("#log > summary"))
		p.See("#requests", "/channels/"+w.Channel("digests")+"/typing")
		p.Picture("log")
		usable(p, "the log", "#side")
	})
	t.Run("bad weather", func(t *testing.T) {
		p.T = t
		frame := `document.querySelector("#panel-1").contentDocument`
		p.Until(frame + `?.body?.innerText.includes("Fair") && ` + frame + `.querySelector("[value=spoil]")`)
		p.Do(browser.Script(frame + `.querySelector("[value=spoil]").click()`))
		p.Until(frame + `?.body?.innerText.includes("1 × wait 2 s (429), for posts")`)
		p.Until(frame + `.querySelector("details").open && document.querySelector("#panel-1").offsetHeight > 250`)
		p.Picture("weather")
		began := time.Now()
		b.must("POST", "/channels/"+w.Channel("digests")+"/messages", object{"content": "More news"})
		if time.Since(began) < 500*time.Millisecond {
			t.Error("the bot did not have to wait")
		}
		p.Until(frame + `?.body?.innerText.includes("Fair")`)
	})
	t.Run("a connection that breaks", func(t *testing.T) {
		p.T = t
		p.Do(chromedp.Navigate(b.server.URL()+"/#"+w.Person("Robin").ID+"/"+w.Channel("general")), chromedp.Reload(), browser.Ready())
		p.See(".message h4", "Turned")
		b.session.ShouldReconnectOnError = false
		if err := b.session.Close(); err != nil {
			t.Fatal(err)
		}
		p.See("#connection.off", "Lede is not connected")
	})
	t.Run("looks", func(t *testing.T) {
		p.T = t
		p.Picture("light")
		p.Do(browser.Colours("dark"))
		p.Picture("dark")
		p.Do(chromedp.EmulateViewport(380, 740))
		p.Until(`document.documentElement.scrollWidth <= 380 && document.querySelector("#messages").scrollWidth <= 380`)
		p.Picture("narrow")
		p.Do(browser.Click("#open-places"))
		p.See("#channels", "general")
		p.Picture("narrow-places")
		usable(p, "the drawer of channels", "#places")
		p.Do(browser.Script(`document.querySelector("#open-side").click()`))
		p.Gone("#places")
		p.See("#panels", "Clock")
		usable(p, "the drawer of panels", "#side")
	})
	b.nothingRefused()
}

// TestTheFirstVisit goes through the tour by keyboard alone. A page loaded again goes on where it was, and never begins it anew.
func TestTheFirstVisit(t *testing.T) {
	b := start(t, playground.Options{Tour: []playground.Tip{{Name: "Look", Write: "/find Salt", About: "there"}, {Name: "Rest", About: "here"}}})
	p := browser.Open(t, b.server.URL())
	p.Until(`document.activeElement.id === "composer"`)
	p.See("#tour", "1 of 2 · Look")
	p.Accessible("the tour", "html")
	back := func(to string) {
		t.Helper()
		for range 12 {
			if at, _ := chromedp.Run(p.Ctx, chromedp.Evaluate[bool](`document.activeElement.dataset.tour === "`+to+`"`)); at {
				return
			}
			p.Do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
		}
		t.Fatalf("Shift+Tab does not lead to %s", to)
	}
	back("write")
	p.Keys(kb.Enter)
	p.Until(`document.activeElement.id === "option-title" && document.activeElement.value === "Salt"`)
	back("next")
	p.Keys(kb.Enter)
	p.See("#tour", "2 of 2 · Rest")
	p.Until(`document.activeElement.dataset.tour === "next"`)
	p.Do(chromedp.Reload(), browser.Ready())
	p.See("#tour", "2 of 2 · Rest")
	back("skip")
	p.Keys(kb.Enter)
	p.Gone("#tour")
	p.Until(`document.activeElement.id === "composer"`)
	p.Do(chromedp.Reload(), browser.Ready())
	p.Gone("#tour")
}

// TestTheFirstLoadIsSmall holds what the page needs at its start to 150 KB.
func TestTheFirstLoadIsSmall(t *testing.T) {
	b := start(t, playground.Options{})
	p := browser.Open(t, b.server.URL())
	bytes, err := chromedp.Run(p.Ctx, chromedp.Evaluate[float64](`[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce((sum, r) => sum + r.transferSize, 0)`))
	if err != nil || bytes < 20<<10 || bytes > 150<<10 {
		t.Errorf("the page loads %.0f bytes (%v), want at most 150 KB", bytes, err)
	}
}

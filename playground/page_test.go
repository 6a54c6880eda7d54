package playground_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/playground"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// panel is one that counts how often it was asked and posts to itself.
func panel(clock *playground.Clock) playground.Panel {
	return playground.Panel{Name: "Clock", Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			clock.Move(clock.Now().Add(time.Hour))
			http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>Clock</title><link rel="stylesheet" href="/style.css"><body class="panel"><p>It is <b>%s</b>.</p><form method="post"><button>+ 1 hour</button></form>`, clock.Now().UTC().Format("15:04"))
	})}
}

// dark has the browser prefer dark colours.
func dark(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	return chromedp.Void{}, err
}

func TestThePage(t *testing.T) {
	clock := playground.NewClock(time.Date(2030, 5, 6, 8, 0, 0, 0, time.UTC))
	b := start(t, playground.Options{Title: "The Test Bench", Clock: clock, Panels: []playground.Panel{panel(clock)}})
	p := browse(t, b.server.URL())
	w := b.server.World()

	t.Run("a command, by keyboard alone", func(t *testing.T) {
		p.t = t
		p.until(`document.activeElement.id === "composer"`)
		p.keys("/")
		p.see(`[data-command="find"]`, "Look something up")
		p.see(`[data-command="shelf set"]`, "Choose a shelf")
		p.picture("commands")
		p.keys("fi" + kb.Enter)
		p.until(`document.activeElement.closest("[data-option]")?.dataset.option === "title"`)
		p.see(`#completions [role=option]`, "The Salt Road")
		p.keys("w")
		p.until(`document.querySelectorAll("#completions [role=option]").length === 1`)
		p.picture("completion")
		p.keys(kb.ArrowDown + kb.Enter)
		p.until(`document.querySelector("#option-title").value === "Winter Harbour" && document.activeElement.id === "composer"`)
		p.keys("cop")
		p.see(`[data-add="copies"]`, "How many?")
		p.keys(kb.Tab + "4")
		p.picture("options")
		p.keys(kb.Enter)
		p.see(".message .container h4", "Found")
		p.see(".message .context", "/find")
		p.see(".message .text strong", "bold")
		p.gone(".pending")
		p.picture("card")
	})
	t.Run("required and typed options", func(t *testing.T) {
		p.t = t
		p.keys("/find ")
		p.until(`document.activeElement.id === "option-title"`)
		p.see("#completions [role=option]", "Winter Harbour")
		p.keys(kb.Escape)
		p.gone("#completions")
		p.keys(kb.Enter)
		p.see("#hint", "this option is required")
		p.keys(kb.Escape)
		p.gone("[data-option]")
		p.write("/shelf set ")
		p.see(`[data-choice="`+w.Channel("digests")+`"]`, "#digests")
		p.keys("dig" + kb.Tab + kb.Enter)
		p.see(".message.ephemeral", "Only you can see this")
		p.do(click(".ephemeral .only button"))
		p.gone(".message.ephemeral")
	})
	t.Run("buttons and selects", func(t *testing.T) {
		p.t = t
		p.do(click(`[data-custom-id="turn"]`))
		p.see(".message h4", "Turned")
		p.do(click(`[data-custom-id="note"]`))
		p.see(".message.ephemeral", "Pressed note")
		p.do(choose(`[data-custom-id="pick"]`, "salt"))
		p.see(".message.ephemeral", "Picked salt")
		p.until(`document.querySelector('[data-custom-id="off"]').disabled`)
		p.until(`document.querySelectorAll('[data-custom-id="where"] option').length === 4`)
		p.picture("private")
	})
	t.Run("a form", func(t *testing.T) {
		p.t = t
		p.do(click(`[data-custom-id="form"]`))
		p.see("dialog[open] h2", "Library card")
		p.until(`document.activeElement.name === "name"`)
		p.picture("form")
		p.keys("Robin" + kb.Tab + "to read" + kb.Enter + "and write")
		p.do(click(`dialog button[type=submit]`))
		p.gone("dialog")
		p.see(".message.ephemeral", "to read")
		p.write("/old" + kb.Enter + kb.Enter)
		p.see("dialog[open] label", "Question")
		p.keys(kb.Escape)
		p.gone("dialog")
	})
	t.Run("slow and silent", func(t *testing.T) {
		p.t = t
		b.wait = 700 * time.Millisecond
		p.write("/slow " + kb.Enter)
		p.see(".thinking", "is thinking")
		p.see(".message .text", "Here at last")
		p.gone(".thinking")
		p.write("/silent " + kb.Enter)
		p.see(".pending", "/silent")
		p.see(".failed", "The application did not respond")
	})
	t.Run("a file", func(t *testing.T) {
		p.t = t
		p.write("/read ")
		p.until(`document.querySelector("#option-file")`)
		path := filepath.Join(t.TempDir(), "rain.txt")
		if err := os.WriteFile(path, []byte("drip"), 0o600); err != nil {
			t.Fatal(err)
		}
		p.do(chromedp.SetUploadFiles(chromedp.CSS("#option-file"), []string{path}), click("#send"))
		p.see(".message.ephemeral", `"filename":"rain.txt"`)
	})
	t.Run("a direct message, as somebody else", func(t *testing.T) {
		p.t = t
		p.do(choose("#person", w.Person("Sam").ID))
		p.until(`document.querySelectorAll(".message.ephemeral").length === 0`)
		p.do(click(`#channels [data-channel="` + w.Person("Sam").DM + `"]`))
		p.see(".empty", "Write to Lede")
		p.until(`document.activeElement.id === "composer"`)
		p.keys("/shelf")
		p.see("#hint", "no such command")
		p.keys(strings.Repeat(kb.Backspace, 6) + "hello **there**" + kb.Enter)
		p.see(".message.bot .text", "You said: hello there")
		p.picture("direct")
	})
	t.Run("news in another channel", func(t *testing.T) {
		p.t = t
		b.must("POST", "/channels/"+w.Channel("digests")+"/messages", object{"content": "News"})
		p.see(`[data-channel="`+w.Channel("digests")+`"] .dot`, "")
		p.do(click(`[data-channel="` + w.Channel("digests") + `"]`))
		p.see(".message", "News")
		p.gone(".dot")
		b.must("POST", "/channels/"+w.Channel("digests")+"/typing", nil)
		p.see("#typing", "is writing")
	})
	t.Run("panels and the log", func(t *testing.T) {
		p.t = t
		p.until(`document.querySelector("#panel-0").contentDocument.body.innerText.includes("It is 08:")`)
		p.do(script(`document.querySelector("#panel-0").contentDocument.querySelector("button").click()`))
		p.until(`document.querySelector("#panel-0").contentDocument?.body?.innerText.includes("It is 09:")`)
		p.do(click("#log > summary"))
		p.see("#requests", "/channels/"+w.Channel("digests")+"/typing")
		p.picture("log")
	})
	t.Run("a connection that breaks", func(t *testing.T) {
		p.t = t
		p.do(chromedp.Navigate(b.server.URL()+"/#"+w.Person("Robin").ID+"/"+w.Channel("general")), chromedp.Reload(), ready())
		p.see(".message h4", "Turned")
		b.session.ShouldReconnectOnError = false
		if err := b.session.Close(); err != nil {
			t.Fatal(err)
		}
		p.see("#connection.off", "Lede is not connected")
	})
	t.Run("looks", func(t *testing.T) {
		p.t = t
		p.picture("light")
		p.do(dark)
		p.picture("dark")
		p.do(chromedp.EmulateViewport(380, 740))
		p.until(`document.documentElement.scrollWidth <= 380 && document.querySelector("#messages").scrollWidth <= 380`)
		p.picture("narrow")
		p.do(click("#open-places"))
		p.see("#channels", "general")
		p.picture("narrow-places")
	})
	b.nothingRefused()
}

// Package browser drives a real headless browser in tests, by keyboard and mouse as a person would.
//
// It refuses to ignore anything: an exception, an error in the page's console or a request to another machine fails the test.
package browser

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long to wait for what has to happen: on a busy machine a browser can take its time.
const patience = time.Minute

// Page is a browser tab. T is the test that fails; a subtest may replace it.
type Page struct {
	T   *testing.T
	Ctx context.Context
}

// Action is one thing done to a page.
type Action = chromedp.Action[chromedp.Void]

// Open opens the playground's page in a browser of its own, and waits until it is ready.
func Open(t *testing.T, url string) *Page {
	t.Helper()
	p := OpenAny(t, url)
	p.Do(Ready())
	return p
}

// OpenUndrawn opens the playground's page in a browser that runs it and lays it out, but draws it only when somebody wants pictures: drawing takes
// a quarter of a browser's time. What waits for a frame, such as a ResizeObserver, waits for ever, so that tests that look at such things use Open.
func OpenUndrawn(t *testing.T, url string) *Page {
	t.Helper()
	var flags []string
	if os.Getenv("LEDE_PICTURES")+os.Getenv("LEDE_CARDS") == "" {
		flags = append(flags, "disable-threaded-compositing")
	}
	p := start(t, url, complain(t), flags...)
	p.Do(Ready())
	return p
}

// OpenAny opens an address in a browser of its own. The test fails on any complaint of the page, and on each request to another machine.
func OpenAny(t *testing.T, url string) *Page {
	t.Helper()
	return start(t, url, complain(t))
}

// complain fails the test on any complaint of the page.
func complain(t *testing.T) func(event any) {
	return func(e any) {
		if wrong := complaint(e); wrong != "" {
			t.Error(wrong)
		}
	}
}

// OpenForeign opens an address that shows pages of other people, which may complain of anything.
func OpenForeign(t *testing.T, url string) *Page {
	t.Helper()
	return start(t, url, func(any) {})
}

// start opens an address in a browser of its own, with flags besides those that all have, and passes its events to hear. Listening starts the
// browser, for as long as the test runs.
func start(t *testing.T, url string, hear func(event any), flags ...string) *Page {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("there is no browser (%v): run  make tools", err)
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 860)}
	for _, flag := range append(flags, "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync") {
		options = append(options, chromedp.Flag(flag, true))
	}
	options = append(options, chromedp.Flag("headless", "new"))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, done := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		done()
		stop()
	})
	if err := chromedp.Listen(ctx, hear); err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	p := &Page{t, ctx}
	p.Do(chromedp.Navigate(url))
	return p
}

// complaint returns what an event of the browser says against the page: an exception, a console error, a violation of its policy, or a request to
// another machine. A refusal by the page's own server does not count: the page may report it.
func complaint(event any) string {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		if x := e.ExceptionDetails.Exception; x != nil {
			return "the page threw: " + x.Description
		}
		return "the page threw: " + e.ExceptionDetails.Text
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			return fmt.Sprintf("the page's console has an error: %s", e.Args[0].Value)
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && e.Entry.Source != log.EntrySourceNetwork {
			return "the page's console has an error: " + e.Entry.Text
		}
	case *network.EventRequestWillBeSent:
		u, err := url.Parse(e.Request.URL)
		if err != nil || u.Host != "" && u.Scheme != "chrome" && !net.ParseIP(u.Hostname()).IsLoopback() {
			return "the page asks another machine: " + e.Request.URL
		}
	}
	return ""
}

// program returns the browser at LEDE_CHROMIUM, else headless Chromium, which shows the same pages in half the time, else Chromium.
func program() (string, error) {
	if path := os.Getenv("LEDE_CHROMIUM"); path != "" {
		return exec.LookPath(path)
	}
	if path, err := exec.LookPath("chromium-headless-shell"); err == nil {
		return path, nil
	}
	return exec.LookPath("chromium")
}

// Ready waits until the playground's page is ready.
func Ready() Action { return chromedp.WaitVisible(chromedp.CSS("body[data-ready]")) }

// Click clicks the first element of a selector.
func Click(selector string) Action {
	click := chromedp.Click(chromedp.CSS(selector))
	return func(ctx context.Context, tab *chromedp.Target) (done chromedp.Void, err error) {
		for range 5 {
			if done, err = click(ctx, tab); err == nil || !strings.Contains(err.Error(), "Could not find node") {
				break // otherwise the page redrew it meanwhile
			}
		}
		return done, err
	}
}

// Script runs JavaScript.
func Script(code string) Action { return chromedp.Evaluate[chromedp.Void](code) }

// Choose picks an option of a select, as a person would.
func Choose(selector, value string) Action {
	return Script("{const e = document.querySelector(" + Quote(selector) + "); e.value = " + Quote(value) + "; e.dispatchEvent(new Event('change', {bubbles: true}))}")
}

// Colours makes the browser prefer light or dark colours.
func Colours(scheme string) Action {
	return func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return chromedp.Void{}, err
	}
}

// Size sets the size of the window.
func Size(width, height int) Action { return chromedp.EmulateViewport(int64(width), int64(height)) }

// Quote writes a string as JavaScript does.
func Quote(s string) string {
	b, _ := json.Marshal(s) // a string always encodes
	return string(b)
}

// Do runs actions.
func (p *Page) Do(actions ...Action) {
	p.T.Helper()
	ctx, cancel := context.WithTimeout(p.Ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.Picture("failure")
		p.T.Fatal(err)
	}
}

// Keys types into whatever has the focus.
func (p *Page) Keys(text string) {
	p.T.Helper()
	p.Do(chromedp.KeyEvent(text))
}

// Write types into the composer.
func (p *Page) Write(text string) {
	p.T.Helper()
	p.Do(Script(`document.querySelector("#composer").focus()`), chromedp.KeyEvent(text))
}

// See waits until an element that contains a text is visible.
func (p *Page) See(selector, text string) {
	p.T.Helper()
	p.Until(`[...document.querySelectorAll(` + Quote(selector) + `)].some(e => e.checkVisibility() && e.textContent.includes(` + Quote(text) + `))`)
}

// Gone waits until no element of a selector is visible.
func (p *Page) Gone(selector string) {
	p.T.Helper()
	p.Until(`![...document.querySelectorAll(` + Quote(selector) + `)].some(e => e.checkVisibility())`)
}

// Until waits until a JavaScript condition holds.
func (p *Page) Until(condition string) {
	p.T.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(p.Ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok { // a page that is just being loaded has nothing to look at
			return
		}
	}
	text, _ := chromedp.Run(p.Ctx, chromedp.Evaluate[string](`document.body.innerText`))
	p.Picture("failure")
	p.T.Fatalf("never true: %s\nthe page:\n%s", condition, text)
}

// Show returns a picture of one element, as far as it is in the window.
func (p *Page) Show(selector string) image.Image {
	p.T.Helper()
	at, err := chromedp.Run(p.Ctx, chromedp.Evaluate[[4]float64](`new Promise(then => requestAnimationFrame(() => requestAnimationFrame(() => {
  const r = document.querySelector(`+Quote(selector)+`).getBoundingClientRect();
  then([r.left, r.top, r.right, r.bottom]);
})))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.T.Fatalf("no picture of %s: %v", selector, err)
	}
	b, err := chromedp.Run(p.Ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.T.Fatalf("no picture of %s: %v", selector, err)
	}
	all, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		p.T.Fatalf("no picture of %s: %v", selector, err)
	}
	part := image.Rect(int(at[0]), int(at[1]), int(math.Ceil(at[2])), int(math.Ceil(at[3]))).Intersect(all.Bounds())
	shown := image.NewRGBA(image.Rect(0, 0, part.Dx(), part.Dy()))
	draw.Draw(shown, shown.Bounds(), all, part.Min, draw.Src)
	return shown
}

// Picture saves a screenshot in the folder that LEDE_PICTURES names.
func (p *Page) Picture(name string) {
	p.T.Helper()
	folder := os.Getenv("LEDE_PICTURES")
	if folder == "" {
		return
	}
	shot, err := chromedp.Run(p.Ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.T.Logf("no picture: %v", err)
		return
	}
	name = strings.ReplaceAll(p.T.Name(), "/", "-") + "-" + name + ".png"
	if err := os.WriteFile(filepath.Join(folder, name), shot, 0o600); err != nil {
		p.T.Log(err)
	}
}

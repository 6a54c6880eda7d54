package playground_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// page is a tab of a real browser. Whatever goes wrong in its console fails the test.
type page struct {
	t   *testing.T
	ctx context.Context
}

func browse(t *testing.T, url string) *page {
	t.Helper()
	path := os.Getenv("LEDE_CHROMIUM")
	if path == "" {
		path = "/usr/bin/chromium"
	}
	if _, err := exec.LookPath(path); err != nil {
		t.Fatalf("there is no browser at %s: run  make tools", path)
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1280, 860)}
	for _, flag := range []string{"no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update", "disable-sync"} {
		options = append(options, chromedp.Flag(flag, true))
	}
	options = append(options, chromedp.Flag("headless", "new"))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, done := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		done()
		stop()
	})
	p := &page{t, ctx}
	err := chromedp.Listen(ctx, func(e any) {
		switch e := e.(type) {
		case *runtime.EventExceptionThrown:
			t.Errorf("the page threw: %v", e.ExceptionDetails)
		case *runtime.EventConsoleAPICalled:
			if e.Type == runtime.ConsoleAPICalledTypeError {
				t.Errorf("the page's console has an error: %s", e.Args[0].Value)
			}
		}
	})
	if err != nil {
		t.Fatalf("starting the browser: %v", err)
	}
	p.do(chromedp.Navigate(url), ready())
	return p
}

type action = chromedp.Action[chromedp.Void]

func ready() action { return chromedp.WaitVisible(chromedp.CSS("body[data-ready]")) }

func click(selector string) action { return chromedp.Click(chromedp.CSS(selector)) }

func script(code string) action { return chromedp.Evaluate[chromedp.Void](code) }

// choose picks an option of a select, as somebody would.
func choose(selector, value string) action {
	return script("{const e = document.querySelector(" + quote(selector) + "); e.value = " + quote(value) + "; e.dispatchEvent(new Event('change', {bubbles: true}))}")
}

// do runs actions, within a time that a slow machine can keep.
func (p *page) do(actions ...action) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.picture("failure")
		p.t.Fatal(err)
	}
}

// keys types into whatever has the focus.
func (p *page) keys(text string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(text))
}

// write types into the composer.
func (p *page) write(text string) {
	p.t.Helper()
	p.do(script(`document.querySelector("#composer").focus()`), chromedp.KeyEvent(text))
}

// see waits until an element is there that holds a text.
func (p *page) see(selector, text string) {
	p.t.Helper()
	p.until(`[...document.querySelectorAll(` + quote(selector) + `)].some(e => e.checkVisibility() && e.textContent.includes(` + quote(text) + `))`)
}

func (p *page) gone(selector string) {
	p.t.Helper()
	p.until(`![...document.querySelectorAll(` + quote(selector) + `)].some(e => e.checkVisibility())`)
}

func (p *page) until(condition string) {
	p.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!("+condition+")"))
		if err == nil && ok { // a page that is just being loaded has nothing to look at
			return
		}
	}
	text, _ := chromedp.Run(p.ctx, chromedp.Evaluate[string](`document.body.innerText`))
	p.picture("failure")
	p.t.Fatalf("never true: %s\nthe page:\n%s", condition, text)
}

// picture saves what the page looks like, where LEDE_PICTURES says.
func (p *page) picture(name string) {
	p.t.Helper()
	folder := os.Getenv("LEDE_PICTURES")
	if folder == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Logf("no picture: %v", err)
		return
	}
	if err := os.WriteFile(filepath.Join(folder, strings.ReplaceAll(p.t.Name(), "/", "-")+"-"+name+".png"), png, 0o600); err != nil {
		p.t.Log(err)
	}
}

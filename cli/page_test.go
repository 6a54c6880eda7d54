package cli

import (
	"context"
	"io"
	"regexp"
	"testing"
	"time"

	"lede/playground/browsertest"

	"github.com/chromedp/chromedp/kb"
)

// startPlay runs `lede play` in process and returns the address that it prints.
func startPlay(t *testing.T, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, append([]string{"play", "--addr", "127.0.0.1:0"}, args...), nil, nil, in, io.Discard)
		in.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if status := <-ended; status != exitFine {
			t.Errorf("play ended with status %d", status)
		}
	})
	printed := make(chan string, 1)
	go func() {
		buf := make([]byte, 4096)
		n, _ := out.Read(buf)
		printed <- string(buf[:n])
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case s := <-printed:
		if url := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(s); url != "" {
			return url
		}
		t.Fatalf("no address in %q", s)
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was printed within 30 s")
	}
	return ""
}

// TestANewcomerTalksToLedeInABrowser does on the page what the README promises: a command by completion, a
// button, a direct message, a form, and a digest after moving the clock.
func TestANewcomerTalksToLedeInABrowser(t *testing.T) {
	p := browsertest.Browse(t, startPlay(t))
	p.Until(`document.activeElement.id === "composer"`)
	p.Keys("/summ")
	p.See(`[data-command="summary"]`, "The story in key points")
	p.Keys(kb.Enter + kb.Enter)
	p.See(".message.bot", sampleTitle)
	p.Gone(".pending")
	p.Picture("summary")

	p.Do(browsertest.Click(`.message.bot [data-custom-id^="developments"]`))
	p.See(".message.bot", "Enerhodar")
	p.Picture("developments")

	p.Do(browsertest.Click("#composer"))
	p.Keys("/who" + kb.Enter + "per" + kb.Tab + "pesk")
	p.Until(`document.querySelectorAll("#completions [role=option]").length === 1`)
	p.Keys(kb.Tab + kb.Enter)
	p.See(".message.bot h3, .message.bot h2, .message.bot .text", "Dmitry Peskov")

	p.Keys("/digest set" + kb.Enter)
	p.Until(`document.activeElement.id === "option-time"`)
	p.Keys("07:30")
	p.Until(`!document.querySelector("#completions").hidden`) // else Escape would leave the command
	p.Keys(kb.Escape + kb.Enter)
	p.See(".message.ephemeral", "Digest set")
	moveClock := `[...document.querySelectorAll("#panels iframe")].map(f => f.contentDocument?.querySelector("button[value=next]:not([disabled])")).find(b => b)`
	p.Until(moveClock)
	p.Do(browsertest.Script(moveClock + ".click()"))
	p.See(".message.bot .text", "Digest ·")
	p.Picture("digest")

	p.Do(browsertest.Script(`[...document.querySelectorAll("#channels [data-channel]")].find(b => /lede/i.test(b.textContent)).click()`))
	p.Until(`document.activeElement.id === "composer"`)
	p.Keys("who is Peskov?" + kb.Enter)
	p.See(".message.bot", "Kremlin spokesman Dmitry Peskov")
	p.Keys("what is the price of cocoa?" + kb.Enter)
	p.See(".message.bot", "The article does not say.")
	p.Picture("direct")
}

package cli

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"lede/proof/browser"

	"github.com/chromedp/chromedp/kb"
)

// filled writes a value into a field of the open form.
func filled(p *browser.Page, field, value string) {
	p.Do(browser.Script(fmt.Sprintf(`{const e = document.querySelector("dialog [data-field=%s]"); e.value = %s}`, field, browser.Quote(value))))
}

// setInForm fills in the form for a digest and sends it.
func setInForm(p *browser.Page) {
	p.See("dialog[open] h2", "Set a digest")
	p.Picture("digest-form")
	filled(p, "time", "06:30")
	p.Do(browser.Click("dialog[open] [type=submit]"))
	p.Gone("dialog")
	p.See(".message.ephemeral", "Digest set")
}

// clean fails when anything on the page refuses.
func clean(p *browser.Page, after string) {
	p.T.Helper()
	for _, refusal := range []string{"The article does not say.", "could not", "no such", "went wrong", "did not respond", "nothing to read"} {
		p.Until(`![...document.querySelectorAll(".message.bot")].some(m => m.innerText.includes(` + browser.Quote(refusal) + `))`)
	}
	if p.T.Failed() {
		p.T.Fatalf("after %s the page refuses", after)
	}
}

// TestTheFirstStepsOfTheReadmeLeadOn follows its section “Try it” word for word, in its order: whatever it names is done as it says, and
// nothing refuses.
func TestTheFirstStepsOfTheReadmeLeadOn(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, steps, ok := strings.Cut(string(readme), "Open the address that it prints.")
	steps, _, found := strings.Cut(steps, "To use an article of your own")
	if !ok || !found {
		t.Fatal("the README no longer has its first steps")
	}
	do := map[string]func(*browser.Page){
		"`/summary`": func(p *browser.Page) {
			p.Write("/summary" + kb.Enter + kb.Enter)
			p.See(".message.bot", sampleTitle)
		},
		"`/who`": func(p *browser.Page) {
			p.Write("/who" + kb.Enter + kb.Escape + kb.Enter)
			p.See(".message.bot", "Kremlin spokesman")
		},
		"press the buttons": func(p *browser.Page) {
			p.Do(browser.Click(`.message.bot [data-custom-id^="developments"]`))
			p.See(".message.bot", "Enerhodar")
			p.Picture("step-buttons")
		},
		"*Brief this*": func(p *browser.Page) {
			visit(p, "general")
			p.Do(browser.Click(`.message:not(.bot) [data-act="apps"]`), browser.Click(`[data-apply="Brief this"]`))
			p.See(".message.ephemeral", "swing bridge")
			p.Picture("step-brief-this")
		},
		"*who is Peskov?*": func(p *browser.Page) {
			visit(p, "Lede")
			p.Write("who is Peskov?" + kb.Enter)
			p.See(".message.bot", "Dmitry Peskov")
			p.Picture("step-direct")
		},
		"`/digest set`": func(p *browser.Page) {
			visit(p, "general")
			p.Write("/digest set" + kb.Enter + kb.Escape + kb.Enter)
			setInForm(p)
		},
		"move the clock": func(p *browser.Page) {
			reachDigest(p)
			p.See(".message.bot .text", "Digest ·")
		},
	}
	named := regexp.MustCompile("`/[^`]+`|\\*[^*]+\\*|press the buttons|move the clock").FindAllString(steps, -1)
	if len(named) != len(do) {
		t.Fatalf("the README names %q", named)
	}
	p := browser.Open(t, startPlay(t))
	p.Until(`document.activeElement.id === "composer"`)
	for _, step := range named {
		if do[step] == nil {
			t.Fatalf("nobody knows how to do %s", step)
		}
		do[step](p)
		p.Gone(".pending")
		clean(p, step)
	}
}

// TestAFirstDigestTakesAtMostSixActions, from a server that Lede was just added to and that reads nothing yet, by what its greeting offers. An action is a
// press, a choice or a field that is written into. Waiting for the digest is none.
func TestAFirstDigestTakesAtMostSixActions(t *testing.T) {
	t.Parallel()
	p := browser.Open(t, startPlay(t))
	p.Until(`document.activeElement.id === "composer"`)
	p.Do(browser.Click("#found"))
	p.See(".message.bot", "Add a source")
	actions := 0
	act := func(do func()) {
		actions++
		do()
		p.Gone(".pending")
		clean(p, fmt.Sprintf("action %d", actions))
	}
	press := func(id string) func() {
		return func() { p.Do(browser.Click(`.message.bot [data-custom-id^="` + id + `"]`)) }
	}
	act(press("sources/add"))
	p.See("dialog[open] h2", "Add a source")
	act(func() { filled(p, "address", "ellery-courier.example") })
	act(func() {
		p.Do(browser.Click("dialog[open] [type=submit]"))
		p.Gone("dialog")
		p.See(".message.ephemeral", "The Ellery Courier")
	})
	act(press("sources/add?feed"))
	p.See(".message.ephemeral", "Source added")
	act(press("digest/set"))
	act(func() {
		p.See("dialog[open] h2", "Set a digest")
		p.Do(browser.Click("dialog[open] [type=submit]"))
		p.Gone("dialog")
		p.See(".message.ephemeral", "every day at 08:00")
	})
	if actions > 6 {
		t.Errorf("it took %d actions", actions)
	}
	reachDigest(p)
	p.See(".message.bot .text", "Digest ·")
	p.See(".message.bot", "The Ellery Courier")
	p.Picture("first-digest")
}

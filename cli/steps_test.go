package cli

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"lede/proof/browser"

	"github.com/chromedp/chromedp"
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

// clean fails if a message of the bot refuses or reports an error.
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
	steps, _, found := strings.Cut(steps, "To begin with your own article")
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
	p := browser.OpenUndrawn(t, startPlay(t))
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

// newcomer does what a newcomer does on a page, and counts it. An action is a press, a choice or a field that is written into, with the Enter that sends it; waiting is
// none.
type newcomer struct {
	*browser.Page
	actions int
}

func (c *newcomer) act(do ...browser.Action) {
	c.T.Helper()
	c.actions++
	c.Do(do...)
	c.Gone(".pending")
	clean(c.Page, fmt.Sprintf("action %d", c.actions))
}

// atMost fails the test if there were more actions, and starts the count again.
func (c *newcomer) atMost(most int, what string) {
	c.T.Helper()
	if c.actions > most {
		c.T.Errorf("%s took %d actions, not %d at most", what, c.actions, most)
	}
	c.T.Logf("%s: %d actions", what, c.actions)
	c.actions = 0
}

// TestANewcomerNeedsFewActions: at most three to a first answer, by the tour, by a command that is typed and in a direct message; at most six to a first digest, from a
// server that Lede was just added to and that reads nothing yet, by what its greeting offers.
func TestANewcomerNeedsFewActions(t *testing.T) {
	t.Parallel()
	p := &newcomer{Page: browser.OpenUndrawn(t, startPlay(t))}
	p.Until(`document.activeElement.id === "composer"`)

	p.act(browser.Click(`[data-tour="write"]`))
	p.Until(`document.activeElement.id === "option-question" && document.activeElement.value`)
	p.act(chromedp.KeyEvent(kb.Enter))
	p.See(card, "Trump")
	p.atMost(3, "the answer of the tour")

	p.act(chromedp.KeyEvent("/ask" + kb.Enter))
	p.act(chromedp.KeyEvent("Who is Dmitry Peskov?" + kb.Enter))
	p.Until(`document.activeElement.id === "option-question"`)
	p.act(chromedp.KeyEvent(kb.Enter))
	p.See(card, "Kremlin spokesman")
	p.atMost(3, "an answer to a command")

	p.act(browser.Script(`document.querySelector("#channels section:last-of-type [data-channel]").focus()`), chromedp.KeyEvent(kb.Enter))
	p.See("#place", "Lede")
	p.Until(`!document.querySelector("#messages[aria-busy]") && document.activeElement.id === "composer"`)
	p.act(chromedp.KeyEvent("who is Peskov?" + kb.Enter))
	p.See(card, "Kremlin spokesman")
	p.atMost(3, "an answer in a direct message")

	p.Do(browser.Click("#found"))
	p.See(".message.bot", "Add a source")
	press := func(id string) browser.Action { return browser.Click(`.message.bot [data-custom-id^="` + id + `"]`) }
	p.act(press("sources/add"))
	p.See("dialog[open] h2", "Add a source")
	p.Until(`document.activeElement.closest("dialog")`)
	p.act(browser.Click("dialog [data-field=address]"), chromedp.KeyEvent("ellery-courier.example"))
	p.act(browser.Click("dialog[open] [type=submit]"))
	p.Gone("dialog")
	p.See(".message.ephemeral", "The Ellery Courier")
	p.act(press("sources/add?feed"))
	p.See(".message.ephemeral", "Source added")
	p.act(press("digest/set"))
	p.See("dialog[open] h2", "Set a digest")
	p.act(browser.Click("dialog[open] [type=submit]"))
	p.Gone("dialog")
	p.See(".message.ephemeral", "every day at 08:00")
	p.atMost(6, "a first digest")
	reachDigest(p.Page)
	p.See(".message.bot .text", "Digest ·")
	p.See(".message.bot", "The Ellery Courier")
	p.Picture("first-digest")
}

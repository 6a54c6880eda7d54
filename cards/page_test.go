package cards_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"testing"

	"lede/languages"
	"lede/playground"
	"lede/playground/world"
	"lede/proof/browser"

	"github.com/chromedp/chromedp"
)

// cutShort are the elements of messages that are wider than their container, or whose words do not fit into them.
const cutShort = `[...document.querySelectorAll("#messages .message *")].filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== "inline" || e.getBoundingClientRect().right > innerWidth)
  .map((e) => e.className + ": " + e.textContent.slice(0, 80))`

// TestEveryCardOnATelephone makes a bot post all cards in each language, and in a stretched English: nothing is cut off or
// wider than a telephone, axe-core finds nothing serious, and the page shows what was sent.
func TestEveryCardOnATelephone(t *testing.T) {
	english := en
	defer func() { en = english }()
	spoken := append(languages.Others(), english, languages.Stretched())
	var w playground.World
	w.Guilds = []world.Guild{{Name: "The Gallery"}}
	for i, l := range spoken {
		name := fmt.Sprint(l.Tag(), i)
		w.People = append(w.People, world.Profile{Name: name, Locale: l.Tag()})
		w.Guilds[0].Channels = append(w.Guilds[0].Channels, world.Channel{Name: name})
	}
	server := playground.New(playground.Options{World: &w})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	shown := 0
	for i, l := range spoken {
		en = l
		all := gallery()
		delete(all, "file") // which comes with one
		for _, name := range slices.Sorted(maps.Keys(all)) {
			post(t, server, server.World().Guilds[0].Channels[i].ID, all[name].Components)
		}
		shown = len(all)
	}
	p := browser.OpenUndrawn(t, server.URL())
	p.Do(browser.Size(380, 860), browser.Colours("dark"))
	for i, who := range server.World().People {
		t.Run(who.Name, func(t *testing.T) {
			p.T = t
			p.Do(browser.Choose("#person", who.ID), browser.Script(`document.querySelector("#channels [data-channel='`+server.World().Guilds[0].Channels[i].ID+`']").click()`))
			p.See("#place", who.Name)
			p.Until(fmt.Sprintf(`document.querySelectorAll("#messages .message").length === %d`, shown))
			p.Until(`!document.querySelector("#messages[aria-busy]")`)
			p.ReadsAsSent(".message")
			if i == 0 { // the others look the same
				p.Accessible(who.Name, "#messages")
			}
			cut, err := chromedp.Run(p.Ctx, chromedp.Evaluate[[]string](cutShort))
			if err != nil || len(cut) > 0 {
				t.Errorf("cut off: %q (%v)", cut, err)
			}
		})
	}
}

// post sends a card as the bot does.
func post(t *testing.T, server *playground.Server, channel string, components any) {
	t.Helper()
	body, err := json.Marshal(map[string]any{"flags": 1 << 15, "components": components})
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://discord.com/api/v10/channels/"+channel+"/messages", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bot "+server.Token())
	r.Header.Set("Content-Type", "application/json")
	res, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		why, _ := io.ReadAll(res.Body)
		t.Errorf("a card is refused: %s\n%s", why, body)
	}
}

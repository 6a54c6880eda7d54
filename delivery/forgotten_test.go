package delivery_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"lede/delivery"
	"lede/desk"
	"lede/desk/contacts"
	"lede/store"
)

// TestALossIsToldUntilSomebodyKnows: again when it is unclear whether the alert arrived, though not for ever, and to those who set the
// digests only when the channel refuses it. A copy has the same nonce, so that Discord drops it.
func TestALossIsToldUntilSomebodyKnows(t *testing.T) {
	const sent, refused, unclear = delivery.Sent, delivery.Refused, delivery.Ambiguous
	lost := desk.Forgotten{Guild: "g", Alerts: "c", Digests: []string{"1", "2"}, Known: []contacts.Digest{{By: "ada", Channel: "7", Timetable: "07:30 every day UTC"}, {By: "bo", Channel: "8", Hourly: 2}}}
	nowhere, nobody := lost, lost
	nowhere.Alerts, nobody.Known = "", nil
	for name, c := range map[string]struct {
		lost     desk.Forgotten
		outcomes []delivery.Outcome // the last one stays
		told     []string
		fails    bool
	}{
		"at once":                  {lost, []delivery.Outcome{sent}, []string{"c"}, false},
		"after two attempts":       {lost, []delivery.Outcome{unclear, unclear, sent}, []string{"c", "c", "c"}, false},
		"never for certain":        {lost, []delivery.Outcome{unclear}, []string{"c", "c", "c", "c", "c"}, true},
		"refused there":            {lost, []delivery.Outcome{refused, sent}, []string{"c", "ada", "bo"}, false},
		"refused after an attempt": {lost, []delivery.Outcome{unclear, refused, sent}, []string{"c", "c", "ada", "bo"}, false},
		"refused by one person":    {lost, []delivery.Outcome{refused, refused, sent}, []string{"c", "ada", "bo"}, true},
		"no channel":               {nowhere, []delivery.Outcome{sent}, []string{"ada", "bo"}, false},
		"nobody":                   {nobody, []delivery.Outcome{refused}, []string{"c"}, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			kv := store.NewMemory(nil)
			defer kv.Close()
			var told []string
			nonces := map[string]string{}
			d := delivery.Deliverer{Desk: desk.New(desk.Options{Store: kv}), Secret: []byte("s"), Post: func(_ context.Context, p delivery.Post) delivery.Result {
				to := p.Channel + p.Person
				if before := nonces[to]; before != "" && before != p.Nonce {
					t.Errorf("%s: %s has another nonce", name, to)
				}
				nonces[to] = p.Nonce
				outcome := c.outcomes[min(len(told), len(c.outcomes)-1)]
				told = append(told, to)
				return delivery.Result{Outcome: outcome, Reason: because("a reason")}
			}}
			if err := d.TellForgotten(t.Context(), c.lost); (err != nil) != c.fails || !slices.Equal(told, c.told) {
				t.Errorf("%s: %v were told, %v", name, told, err)
			}
			if nonces["ada"] != "" && nonces["ada"] == nonces["bo"] {
				t.Errorf("%s: two people have one nonce", name)
			}
		})
	}
}

// TestALossToldElsewhereLeadsToItsServer: an admin may have several. Where it is told on the server itself, it needs no name. The place and
// the time are said where they are known.
func TestALossToldElsewhereLeadsToItsServer(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	said := map[string]string{}
	d := delivery.Deliverer{Desk: desk.New(desk.Options{Store: kv}), Secret: []byte("s"), Post: func(_ context.Context, p delivery.Post) delivery.Result {
		said[p.Channel+p.Person] = string(p.Components)
		return delivery.Result{Outcome: map[bool]delivery.Outcome{true: delivery.Refused, false: delivery.Sent}[p.Channel != ""], Reason: because("a reason")}
	}}
	lost := desk.Forgotten{Guild: "123", Alerts: "c", Digests: []string{"7"}, Known: []contacts.Digest{{By: "ada", Channel: "7", Timetable: "07:30 every day UTC"}}}
	if err := d.TellForgotten(t.Context(), lost); err != nil {
		t.Fatal(err)
	}
	for to, linked := range map[string]bool{"c": false, "ada": true} {
		if strings.Contains(said[to], "[this server](https://discord.com/channels/123)") != linked || !strings.Contains(said[to], "#7") || !strings.Contains(said[to], "every day at 07") {
			t.Errorf("%s is told %s", to, said[to])
		}
	}
}

// TestTwoLossesOfAServerAreTwoMessages, and not copies of one that Discord would drop.
func TestTwoLossesOfAServerAreTwoMessages(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	nonces := map[string]bool{}
	d := delivery.Deliverer{Desk: desk.New(desk.Options{Store: kv}), Secret: []byte("s"), Post: func(_ context.Context, p delivery.Post) delivery.Result {
		nonces[p.Nonce] = true
		return delivery.Result{Outcome: delivery.Sent}
	}}
	for _, id := range []string{"7", "8", "8"} {
		if err := d.TellForgotten(t.Context(), desk.Forgotten{Guild: "123", Alerts: "c", Digests: []string{id}}); err != nil {
			t.Fatal(err)
		}
	}
	if len(nonces) != 2 {
		t.Errorf("%d nonces", len(nonces))
	}
}

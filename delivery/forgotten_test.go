package delivery_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"

	"lede/delivery"
	"lede/desk"
	"lede/store"
)

// TestALossIsToldUntilSomebodyKnows: again when it is unclear whether the alert arrived, though not for ever, and to those who set the
// digests only when the channel refuses it. A copy has the same nonce, so that Discord drops it.
func TestALossIsToldUntilSomebodyKnows(t *testing.T) {
	const sent, refused, unclear = delivery.Sent, delivery.Refused, delivery.Ambiguous
	lost := desk.Forgotten{Guild: "g", Alerts: "c", By: []string{"ada", "bo"}, Digests: 2}
	nowhere, nobody := lost, lost
	nowhere.Alerts, nobody.By = "", nil
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

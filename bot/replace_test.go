package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"lede/bot"
	"lede/delivery"
)

// TestAMessageIsReplaced: the edit mentions nobody, and Discord's answer decides whether it is retried.
func TestAMessageIsReplaced(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   delivery.Outcome
	}{
		{200, `{"id":"7"}`, delivery.Sent},
		{404, `{"code":10008,"message":"Unknown Message"}`, delivery.Sent}, // somebody has deleted it
		{403, `{"code":50001,"message":"Missing Access"}`, delivery.Refused},
		{403, `{"code":50005,"message":"Cannot edit a message authored by another user"}`, delivery.Refused},
		{502, `oops`, delivery.Retry},
	} {
		f := newFake(t)
		f.Answering(func(r request) (int, string, bool) {
			return c.status, c.body, strings.HasSuffix(r.Path, "/channels/30/messages/7")
		})
		got := f.idle(bot.Options{}).Replace(t.Context(), "30", "7", []byte(`[{"type":10,"content":"Withdrawn"}]`))
		if got.Outcome != c.want {
			t.Errorf("%d %s: %+v", c.status, c.body, got)
		}
		if said := why(got); strings.Contains(said, "publish") { // which it was not asked to do
			t.Errorf("%d %s: the admin is told %q", c.status, c.body, said)
		}
		sent := f.Find("PATCH", "/channels/30/messages/7")
		if len(sent) == 0 {
			t.Fatalf("%d: no edit was made", c.status)
		}
		body := sent[0].JSON(t)
		if body["flags"] != float64(v2) || fmt.Sprint(body["allowed_mentions"]) != "map[parse:[]]" || body["nonce"] != nil || body["components"] == nil {
			t.Errorf("the edit is %v", body)
		}
	}
}

// TestAClosedThreadIsOpenedToReplaceItsMessage: a forum closes posts after a time without messages.
func TestAClosedThreadIsOpenedToReplaceItsMessage(t *testing.T) {
	f, closed := newFake(t), true
	f.Answering(func(r request) (int, string, bool) {
		switch {
		case strings.HasSuffix(r.Path, "/channels/30"):
			closed = false
			return 200, `{}`, true
		case closed:
			return 400, `{"code":50083,"message":"Thread is archived"}`, true
		}
		return 200, `{"id":"30"}`, true
	})
	if got := f.idle(bot.Options{}).Replace(t.Context(), "30", "30", []byte(`[]`)); got.Outcome != delivery.Sent {
		t.Errorf("%+v", got)
	}
}

package inspect_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"lede/bot"
	"lede/bot/inspect"
	"lede/bot/rest"
	"lede/playground"
)

func TestInspectingChangesNothingOnDiscord(t *testing.T) {
	srv := playground.New(playground.Options{})
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	var written atomic.Int32
	srv.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		if r.Method != http.MethodGet {
			written.Add(1)
		}
		return 0, "", nil, false
	})
	i := inspect.New(bot.Options{Token: "Bot " + srv.Token(), Client: srv.Client()}) // as it stands in many a file
	defer i.Close()
	ctx := t.Context()
	if r, err := i.Reach(ctx); err != nil || !r.Dated || r.Ahead.Abs().Seconds() > 2 {
		t.Errorf("reaching: %+v, %v", r, err)
	}
	if a, err := i.Account(ctx); err != nil || a.ID != srv.ApplicationID() {
		t.Errorf("the account: %+v, %v", a, err)
	}
	if a, err := i.Application(ctx); err != nil || a.ID != srv.ApplicationID() || !a.Public {
		t.Errorf("the application: %+v, %v", a, err)
	}
	if c, err := i.Connections(ctx); err != nil || c.Remaining != 999 || c.Shards != 1 || c.ResetAfter.Hours() != 24 {
		t.Errorf("the connections: %+v, %v", c, err)
	}
	if d, err := i.Commands(ctx, srv.ApplicationID()); err != nil || !d.None() {
		t.Errorf("the commands: %+v, %v", d, err)
	}
	if g, err := i.Guilds(ctx); err != nil || len(g) == 0 || g[0].Permissions == 0 {
		t.Errorf("the guilds: %+v, %v", g, err)
	}
	if n := written.Load(); n > 0 || len(srv.Refusals()) > 0 {
		t.Errorf("%d requests wrote, refused: %q", n, srv.Refusals())
	}
}

func TestTroublesAreToldApart(t *testing.T) {
	srv := playground.New(playground.Options{})
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	for _, c := range []struct {
		status int
		body   string
		want   rest.Cause
	}{
		{401, `{"message":"401: Unauthorized","code":0}`, rest.BadToken},
		{429, `{"message":"You are being rate limited.","retry_after":3.5}`, rest.Limited},
		{429, `error code: 1015`, rest.Limited},
		{500, ``, rest.Faulty},
		{503, `<html>upstream`, rest.Faulty},
		{403, `<html>forbidden`, rest.Foreign},
		{403, `{"message":"Missing Access","code":50001}`, rest.Refused},
		{200, `<html>sign in`, rest.Foreign},
		{200, `[]`, rest.Foreign},
		{200, `{}`, rest.Foreign},
		{301, ``, rest.Foreign},
		{0, ``, rest.Unreachable},
	} {
		srv.Fault(func(*http.Request) (int, string, http.Header, bool) { return c.status, c.body, nil, true })
		i := inspect.New(bot.Options{Token: srv.Token(), Client: srv.Client()})
		defer i.Close()
		_, err := i.Account(t.Context())
		if d := rest.Diagnose(err); d.Cause != c.want || d.Status != c.status && d.Status != 0 || c.status == 429 && c.body[0] == '{' && d.After.Seconds() != 3.5 {
			t.Errorf("%d %s: %+v, want %d", c.status, c.body, d, c.want)
		}
		if strings.Contains(err.Error(), srv.Token()) {
			t.Errorf("%d: the error tells the token: %v", c.status, err)
		}
	}
	if d := rest.Diagnose(nil); d.Cause != rest.None {
		t.Errorf("no trouble: %+v", d)
	}
	bad := inspect.New(bot.Options{Token: "", Client: srv.Client()})
	defer bad.Close()
	srv.Fault(nil)
	if _, err := bad.Reach(t.Context()); err != nil {
		t.Errorf("without a token Discord is there: %v", err)
	}
	if _, err := bad.Account(t.Context()); rest.Diagnose(err).Cause != rest.BadToken {
		t.Errorf("without a token: %v", err)
	}
}

package bot_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"lede/commands/command"
	"lede/playground"
)

func TestACommandCanAskToWhichServerAChannelBelongs(t *testing.T) {
	srv := playground.New(playground.Options{Waits: patientWaits})
	world := srv.World()
	general, hidden := world.Channel("general"), world.Channel("digests")
	srv.Deny(hidden, playground.PermissionView)
	lookup := aCommand("where", command.Public, func(ctx context.Context, in command.Input) (command.Reply, error) {
		var found []string
		for _, channel := range []string{general, hidden, "1", "../guilds"} {
			guild, kind, err := in.ServerOf(ctx, channel)
			if err != nil {
				return command.Reply{}, err
			}
			if kind != 0 {
				t.Errorf("channel %s is of type %d", channel, kind)
			}
			found = append(found, "<"+guild+">")
		}
		srv.Fault(func(r *http.Request) (int, string, http.Header, bool) {
			return 503, "", nil, strings.HasSuffix(r.URL.Path, "/channels/"+general)
		})
		if guild, _, err := in.ServerOf(ctx, general); err == nil {
			t.Errorf("without an answer the channel is %q's", guild)
		}
		return text(strings.Join(found, " ")), nil
	})
	i, _ := ask(t, srv, lookup)
	if want := "<" + world.Guilds[0].ID + "> <> <> <>"; !strings.Contains(i.Text(), want) {
		t.Errorf("got %q, want %q", i.Text(), want)
	}
}

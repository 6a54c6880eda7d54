package bot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/workers"
	"lede/cards"
	"lede/commands/command"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

func TestActed(t *testing.T) {
	const epoch = 1420070400000
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	id := func(age time.Duration) string {
		return strconv.FormatInt((now.Add(-age).UnixMilli()-epoch)<<22, 10)
	}
	for _, c := range []struct {
		id    string
		want  time.Duration // before the event came in
		ahead time.Duration
	}{
		{id(time.Second), time.Second, 0}, {id(0), 0, 0}, {id(time.Hour), 0, 0}, {id(-time.Minute), 0, 0}, {"x", 0, 0}, {"", 0, 0}, {"7", 0, 0},
		{id(time.Second), time.Second, 900 * time.Millisecond}, {id(3 * time.Second), 500 * time.Millisecond, 2500 * time.Millisecond},
		{id(-time.Hour), time.Second, -time.Hour - time.Second}, {id(time.Second), 0, time.Hour},
	} {
		it := interaction{ID: c.id, ahead: c.ahead}
		if got := now.Sub(it.acted(now)); got != c.want {
			t.Errorf("acted(%q) is %v before, want %v", c.id, got, c.want)
		}
	}
}

func TestRecentForgets(t *testing.T) {
	r := newRecent(2)
	for i, c := range []struct {
		id    string
		first bool
	}{{"a", true}, {"a", false}, {"b", true}, {"c", true}, {"a", true}, {"c", false}} {
		if got := r.first(c.id); got != c.first {
			t.Errorf("%d: first(%s) = %v", i, c.id, got)
		}
	}
	if len(r.ids) != 2 {
		t.Errorf("%d ids are remembered", len(r.ids))
	}
}

// when the bot has to stop, it gives up a handler that hangs and tells the person
func TestAbandonedHandler(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := &recorder{}
		r, ctx := stubRouter(t, sent)
		ctx, abandon := context.WithCancel(ctx)
		time.AfterFunc(50*time.Millisecond, abandon)
		r.serve(ctx, interaction{ID: "1", Token: "t", Type: kindCommand, Data: data{Name: "hang"}}, time.Now())
		if last := sent.last(); !strings.Contains(last, "I am restarting") {
			t.Errorf("the person was told %s", last)
		}
	})
}

// TestPromiseNotDoneMeansNotDoneWhenTheBotStops: a change in progress may already have been made.
func TestPromiseNotDoneMeansNotDoneWhenTheBotStops(t *testing.T) {
	for name, c := range map[string]struct {
		handle func(context.Context) (command.Reply, error)
		told   string
	}{
		"made at the last moment": {func(ctx context.Context) (command.Reply, error) {
			<-ctx.Done()
			return command.Reply{Card: cards.Notice("It is done.", "")}, nil
		}, "It is done."},
		"given up": {func(ctx context.Context) (command.Reply, error) {
			<-ctx.Done()
			return command.Reply{}, ctx.Err()
		}, "I am restarting"},
		"cut off while it was saved": {func(ctx context.Context) (command.Reply, error) {
			<-ctx.Done()
			return command.Reply{}, fmt.Errorf("%w: %w", store.ErrUncertain, ctx.Err())
		}, "cannot tell whether"},
		"no word of it": {func(context.Context) (command.Reply, error) {
			time.Sleep(time.Hour)
			return command.Reply{}, nil
		}, "cannot tell whether"},
	} {
		synctest.Test(t, func(t *testing.T) {
			sent := &recorder{}
			r, ctx := stubRouter(t, sent)
			r.timing.Abandon = 20 * time.Millisecond
			r.firstHere = func(context.Context, *interaction) bool { return true }
			r.byName["change"] = command.Command{
				Definition: &discordgo.ApplicationCommand{Name: "change"},
				Changes:    func(command.Input) bool { return true },
				Handle:     func(ctx context.Context, _ command.Input) (command.Reply, error) { return c.handle(ctx) },
			}
			ctx, abandon := context.WithCancel(ctx)
			time.AfterFunc(20*time.Millisecond, abandon)
			r.serve(ctx, interaction{ID: "1", Token: "t", Type: kindCommand, Data: data{Name: "change"}}, time.Now())
			if last := sent.last(); !strings.Contains(last, c.told) {
				t.Errorf("%s: the person was told %s", name, last)
			}
			time.Sleep(2 * time.Hour) // until all handlers have ended
		})
	}
}

// recorder is an HTTP transport that accepts everything.
type recorder struct {
	mu     sync.Mutex
	bodies []string
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bodies = append(r.bodies, string(body))
	return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: req}, nil
}

func (r *recorder) last() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.bodies) == 0 {
		return ""
	}
	return r.bodies[len(r.bodies)-1]
}

func stubRouter(t testing.TB, transport http.RoundTripper) (*router, context.Context) {
	echo := func(_ context.Context, in command.Input) (command.Reply, error) {
		return command.Reply{Card: cards.Notice("You said "+in.Options["value"]+in.Sub, in.Person.Name)}, nil
	}
	def := func(name string) *discordgo.ApplicationCommand { return &discordgo.ApplicationCommand{Name: name} }
	soon := DefaultTiming()
	soon.Defer = 10 * time.Millisecond
	o := Options{Token: "t", Client: &http.Client{Transport: transport}, Log: slog.New(slog.DiscardHandler), Timing: soon,
		Commands: []command.Command{
			{Definition: def("ask"), Handle: echo, Complete: func(_ context.Context, in command.Input) ([]command.Choice, error) {
				return []command.Choice{{Name: in.Focused, Value: in.Options[in.Focused]}}, nil
			}},
			{Definition: def("form"), Handle: echo, Mode: func(_ context.Context, in command.Input) command.Mode { return command.Mode(len(in.Options) % 3) }},
			{Definition: def("hang"), Handle: func(ctx context.Context, _ command.Input) (command.Reply, error) {
				<-ctx.Done()
				return command.Reply{}, ctx.Err()
			}},
		}}
	api, err := Client(o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRouter(api, workers.New(8, 8), o)
	if err != nil {
		t.Fatal(err)
	}
	return r, context.Background()
}

// FuzzInteraction hands arbitrary bytes to the decoder and the router. Nothing may panic, and every interaction that can be
// read gets exactly one answer.
func FuzzInteraction(f *testing.F) {
	for _, seed := range []string{
		`{"id":"1","type":2,"token":"t","guild_id":"10","member":{"user":{"id":"2","username":"a"},"permissions":"32"},"data":{"name":"ask","options":[{"name":"about","type":3,"value":"x","focused":true}]}}`,
		`{"id":"1","type":2,"token":"t","user":{"id":"2"},"data":{"name":"form","options":[{"name":"a","type":1,"options":[{"name":"n","type":4,"value":9007199254740993}]}]}}`,
		`{"id":"1","type":3,"token":"t","data":{"custom_id":"ask/set?value=1","values":["v"]},"message":{"flags":64,"components":[{"type":99}]}}`,
		`{"id":"1","type":4,"token":"t","data":{"name":"ask","options":[{"name":"about","type":10,"value":1e400,"focused":true}]}}`,
		`{"id":"1","type":5,"token":"t","data":{"custom_id":"form","components":[{"type":18,"component":{"type":4,"custom_id":"q","value":"x"}},{"type":1,"components":[{"custom_id":"r","values":[]}]}]}}`,
		`{"id":"1","type":2,"token":"t","data":{"name":"ask","options":[{"name":"f","type":11,"value":"5"}],"resolved":{"attachments":{"5":{"url":"u","size":-1}}}}}`,
		`{"id":"../..","type":3,"token":"/%","data":null,"message":{"flags":"x"},"member":{}}`,
		`{"id":1,"type":[],"token":{}}`, `null`, `[`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		it, err := decodeInteraction(raw)
		if err != nil || it.Data.Name == "hang" || strings.HasPrefix(it.Data.CustomID, "hang") {
			return
		}
		sent := &recorder{}
		r, ctx := stubRouter(t, sent)
		r.serve(ctx, it, time.Now())
		answers := 0
		for _, b := range sent.bodies {
			if !strings.HasPrefix(b, `{"type":5`) && !strings.HasPrefix(b, `{"type":6`) {
				answers++
			}
		}
		if answers != 1 {
			t.Errorf("%d answers: %q", answers, sent.bodies)
		}
	})
}

// TestWhoSeesTheCardOfAButton: a card that only one person sees cannot be linked to.
func TestWhoSeesTheCardOfAButton(t *testing.T) {
	for flags, hidden := range map[int]bool{0: false, flagEphemeral: true} {
		it := interaction{GuildID: "1", ChannelID: "2", Message: &card{}}
		it.Message.Flags = flags
		var in command.Input
		if it.chosen(&in); in.Target == nil || in.Target.Hidden != hidden {
			t.Errorf("with the flags %d: %+v", flags, in.Target)
		}
	}
}

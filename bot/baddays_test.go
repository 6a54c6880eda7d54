package bot_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/bot"
	"lede/commands"
	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
	"lede/proof/discord"
	"lede/store"
)

// deskBot is a bot with Lede's own commands.
func deskBot(t *testing.T) (*fake, *desk.Desk) {
	t.Helper()
	kv := store.NewMemory(time.Now)
	t.Cleanup(func() { _ = kv.Close() })
	d, f := desk.New(desk.Options{Store: kv}), newFake(t)
	f.start(bot.Options{Commands: commands.All(d)})
	return f, d
}

func digests(t *testing.T, d *desk.Desk) int {
	t.Helper()
	list, err := d.Digests(t.Context(), "10")
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// setting is a person who set a digest this long ago.
func setting(ago time.Duration) discord.Ask {
	return discord.Ask{Guild: "10", Channel: "30", Age: ago, Data: discord.Command("digest", "set", "time", "9:00", "zone", "UTC")}
}

// TestADigestThatWasRefusedIsNotSet: a person who is told that there was no answer tries again. That makes one digest, and
// still one after they repeat the same command.
func TestADigestThatWasRefusedIsNotSet(t *testing.T) {
	t.Parallel()
	for name, refuse := range map[string]func(*fake) *discord.Interaction{
		"repeated when the line is back": func(f *fake) *discord.Interaction {
			f.Down(true)
			i := f.Ask(setting(unhurried + 4*time.Second))
			f.Down(false)
			return i
		},
		"every attempt to answer was lost": func(f *fake) *discord.Interaction {
			var n int
			f.Answering(func(r request) (int, string, bool) {
				failing := strings.HasSuffix(r.Path, "/callback") && n < 4
				if failing {
					n++
				}
				return 500, `{"message":"500: Internal Server Error","code":0}`, failing
			})
			return f.Ask(setting(0))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, d := deskBot(t)
			i := refuse(f)
			if words := i.Words(patience); words != "" && !strings.Contains(words, "changed nothing") {
				t.Fatalf("answered with %s", words)
			}
			eventually(t, "a gateway that is open", func() bool { return len(f.Connected(0)) == 1 })
			again := f.Ask(setting(0)).Words(patience)
			if n := digests(t, d); n != 1 || !strings.Contains(again, "Digest set") {
				t.Errorf("%d digests, told %s", n, again)
			}
			if words := f.Ask(setting(0)).Words(patience); digests(t, d) != 1 || !strings.Contains(words, "already") {
				t.Errorf("%d digests, told %s", digests(t, d), words)
			}
			if late := f.Refused(); len(late) > 0 {
				t.Errorf("Discord refused %q", late)
			}
		})
	}
}

// impatient makes each route ask the bot to wait once, and then answers as usual.
func impatient() discord.Answer {
	var mu sync.Mutex
	asked := map[string]bool{}
	return func(r request) (int, string, bool) {
		mu.Lock()
		defer mu.Unlock()
		first := !asked[r.Method+r.Path]
		asked[r.Method+r.Path] = true
		return 429, `{"message":"You are being rate limited.","retry_after":0.4,"global":false}`, first && !strings.Contains(r.Path, "/interactions/")
	}
}

// TestNothingIsAskedBeforeItsTime: wherever Discord asks for a pause, the bot waits and then carries on.
func TestNothingIsAskedBeforeItsTime(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.Answering(impatient())
	b := f.start(bot.Options{
		Commands: []command.Command{saying("open", command.Public, "Hello")},
		DM:       func(context.Context, command.Message) (command.Reply, error) { return text("Hello"), nil },
	})
	f.Dispatch("MESSAGE_CREATE", said(900, ""))
	if words := f.asked("open"); !strings.Contains(words, "Hello") {
		t.Errorf("answered with %q", words)
	}
	for b.Post(t.Context(), delivery.Post{Channel: "31", Nonce: "n", Components: news}).Outcome != delivery.Sent {
		time.Sleep(50 * time.Millisecond)
	}
	f.Wait(2, "PUT", "/commands")
	f.Wait(2, "POST", "/channels/70/messages")
	if list := f.Hasty(); len(list) > 0 || len(f.Find("GET", "/gateway/bot")) < 2 {
		t.Errorf("came too early: %q", list)
	}
}

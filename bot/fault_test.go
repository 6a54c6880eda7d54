package bot_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/commands/command"
	"lede/delivery"
	"lede/languages"
	"lede/proof/discord"
	"lede/store/kvtest"
)

func TestCallbackFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		statuses []int // of the callbacks in turn; the last one repeats
		bodies   []string
		calls    int
		outcome  string
	}{
		{"a fault is tried once more", []int{502, 204}, []string{"", ""}, 2, "outcome=answered"},
		{"an answer that was cut off had arrived", []int{cut, 400}, []string{"", `{"code":40060,"message":"acknowledged"}`}, 2, "outcome=answered"},
		{"a short limit is waited for", []int{429, 204}, []string{`{"retry_after":0.05}`, ""}, 2, "outcome=answered"},
		{"a long limit is not", []int{429}, []string{`{"retry_after":300}`}, 1, "outcome=unsent"},
		{"another process was quicker", []int{400}, []string{`{"code":40060,"message":"acknowledged"}`}, 1, "outcome=elsewhere"},
		{"too late", []int{404}, []string{`{"code":10062,"message":"Unknown interaction"}`}, 4, "outcome=unsent"},
		{"a card that Discord refuses becomes an apology", []int{400, 204}, []string{`{"code":50035,"message":"Invalid Form Body"}`, ""}, 2, "outcome=apology"},
		{"so does one that is too large", []int{413, 204}, []string{`{"code":40005,"message":"Request entity too large"}`, ""}, 2, "outcome=apology"},
		{"and one that what stands before Discord finds too large", []int{413, 204}, []string{"<html>413</html>", ""}, 2, "outcome=apology"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			var mu sync.Mutex
			n := 0
			f.Answering(func(r request) (int, string, bool) {
				if !strings.HasSuffix(r.Path, "/callback") {
					return 0, "", false
				}
				mu.Lock()
				defer mu.Unlock()
				i := min(n, len(c.statuses)-1)
				n++
				return c.statuses[i], c.bodies[i], true
			})
			f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
			f.Dispatch("INTERACTION_CREATE", typed("open", ""))
			eventually(t, c.outcome, func() bool { return strings.Contains(f.log.String(), c.outcome) })
			if got := len(f.Find("POST", "/callback")); got != c.calls {
				t.Errorf("%d callbacks, want %d", got, c.calls)
			}
			if strings.Contains(f.log.String(), "/tok") {
				t.Errorf("an interaction's token is in the log:\n%s", f.log)
			}
		})
	}
}

func TestLostDeferralIsStillAnswered(t *testing.T) {
	t.Parallel()
	f, release := newFake(t), make(chan struct{})
	f.Answering(func(r request) (int, string, bool) {
		switch {
		case !strings.HasSuffix(r.Path, "/callback"):
			return 0, "", false
		case strings.Contains(string(r.Body), `"type":5`):
			return cut, "", true
		}
		return 400, `{"code":40060,"message":"acknowledged"}`, true
	})
	f.start(bot.Options{Timing: deferring(), Commands: []command.Command{slow("slow", command.Public, release)}})
	f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
	f.Wait(2, "POST", "/callback")
	close(release)
	if m := f.Wait(1, "PATCH", "/@original")[0]; !strings.Contains(string(m.Body), "at last") {
		t.Errorf("edit %s", m.Body)
	}
}

func TestOneSlowEditHoldsUpNoOther(t *testing.T) {
	f, release, hang := newFake(t), make(chan struct{}), make(chan struct{})
	f.start(bot.Options{Timing: deferring(), Commands: []command.Command{slow("slow", command.Public, release)}})
	f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
	first := strings.Split(f.Wait(1, "POST", "/callback")[0].Path, "/")[3]
	f.Answering(func(r request) (int, string, bool) {
		if strings.Contains(r.Path, first+"/messages") {
			<-hang
		}
		return 0, "", false
	})
	for range 4 {
		f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
	}
	f.Wait(5, "POST", "/callback")
	close(release)
	f.Wait(5, "PATCH", "/@original")
	eventually(t, "four answers", func() bool { return strings.Count(f.log.String(), "outcome=answered") == 4 })
	close(hang)
}

// TestTooManyPeople: while the only worker is busy, everybody who comes is told in time to try again.
func TestTooManyPeople(t *testing.T) {
	t.Parallel()
	f, release, timing := newFake(t), make(chan struct{}), deferring()
	timing.Hurry = bot.DefaultTiming().Hurry
	b := f.start(bot.Options{Workers: 1, Timing: timing, Commands: []command.Command{
		slow("slow", command.Public, release), slow("form", command.Form, release),
	}})
	f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
	if kind, _, all := reply(t, f.Wait(1, "POST", "/callback")[0]); kind != 5 {
		t.Errorf("not deferred: %s", all)
	}
	for range 4 {
		f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
		f.Dispatch("INTERACTION_CREATE", typed("form", ""))
	}
	f.Dispatch("INTERACTION_CREATE", pressed("slow", ownCard))
	for _, r := range f.Wait(10, "POST", "/callback")[1:] {
		if kind, flags, all := reply(t, r); kind != 4 || flags != private || !strings.Contains(all, "too many people") {
			t.Errorf("turned away with %s", all)
		}
	}
	close(release)
	f.Wait(1, "PATCH", "/@original")
	eventually(t, "an outcome of all", func() bool { return sum(b.Stats().Interactions) == 10 })
	if got := b.Stats().Interactions; got["answered"] != 1 || got["busy"] != 9 {
		t.Errorf("outcomes %v", got)
	}
}

// TestNobodyIsLeftWithoutAWord: four hundred people ask in one instant, and each is answered or told to try again.
func TestNobodyIsLeftWithoutAWord(t *testing.T) {
	t.Parallel()
	const people = 400
	f, timing := newFake(t), patient()
	timing.Hurry = bot.DefaultTiming().Hurry
	b := f.start(bot.Options{Workers: 1, Timing: timing, Commands: []command.Command{
		aCommand("open", command.Public, func(context.Context, command.Input) (command.Reply, error) {
			time.Sleep(10 * time.Millisecond)
			return text("Hello"), nil
		}),
	}})
	f.Lax() // four hundred times the same
	for range people {
		f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	}
	f.Wait(people, "POST", "/callback")
	eventually(t, "an outcome of all", func() bool { return sum(b.Stats().Interactions) == people })
	if got := b.Stats().Interactions; got["answered"]+got["busy"] != people || got["answered"] == 0 || got["busy"] == 0 {
		t.Errorf("outcomes %v", got)
	}
}

func TestTwiceDeliveredIsDoneOnce(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	event := typed("open", "")
	f.Dispatch("INTERACTION_CREATE", event)
	f.Dispatch("INTERACTION_CREATE", event)
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(2, "POST", "/callback")
	time.Sleep(50 * time.Millisecond)
	if n := len(f.Find("POST", "/callback")); n != 2 {
		t.Errorf("%d callbacks, want 2", n)
	}
}

func TestBrokenEventsAreDropped(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	for _, kind := range []string{"INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_DELETE", "NOVELTY_CREATE"} {
		for _, data := range []string{`{}`, `null`, `[]`, `"x"`, `{"id":5,"type":"2","token":{}}`, `{"id":"1","type":99,"token":"t"}`} {
			f.Dispatch(kind, data)
		}
	}
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(1, "POST", "/callback")
}

func TestPost(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   delivery.Result
		why    string
	}{
		{"sent", 200, `{"id":"42"}`, delivery.Result{Outcome: delivery.Sent, MessageID: "42"}, ""},
		{"limited", 429, `{"message":"slow down","retry_after":1.5}`, delivery.Result{Outcome: delivery.Retry, After: 1500 * time.Millisecond}, ""},
		{"limited by whatever stands before Discord", 429, `<html>1015</html>`, delivery.Result{Outcome: delivery.Retry, After: time.Minute}, ""},
		{"limited without a number", 429, `{"message":"slow down"}`, delivery.Result{Outcome: delivery.Retry}, ""},
		{"barred by whatever stands before Discord", 403, `<html>Access denied</html>`, delivery.Result{Outcome: delivery.Ambiguous}, "Something between the bot and Discord refused the message, not Discord itself."},
		{"refused without a word", 403, ``, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"given up by a rate-limit proxy", 408, `{"message":"request timed out","code":0}`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"given up in a new form", 408, `{"message":"request timed out","code":40408}`, delivery.Result{Outcome: delivery.Ambiguous, Code: 40408}, ""},
		{"given up by a proxy", 408, `<html>Request Timeout</html>`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"barred in Discord's name", 403, `{"code":40333,"message":"internal network error"}`, delivery.Result{Outcome: delivery.Retry, Code: 40333}, ""},
		{"a write limit", 403, `{"code":20028,"message":"The channel you are writing has hit the write rate limit"}`, delivery.Result{Outcome: delivery.Retry, Code: 20028}, ""},
		{"no permission to send", 403, `{"code":50013,"message":"Missing Permissions"}`, delivery.Result{Outcome: delivery.Refused, Code: 50013}, "I may not send messages in <#30>: allow “Send Messages” (in a forum “Create Posts”, in a thread “Send Messages in Threads”) there."},
		{"no access", 403, `{"code":50001,"message":"Missing Access"}`, delivery.Result{Outcome: delivery.Refused, Code: 50001}, "I may not see <#30>: allow “View Channel” there."},
		{"no channel", 404, `{"code":10003,"message":"Unknown Channel"}`, delivery.Result{Outcome: delivery.Refused, Code: 10003}, "The channel <#30> does not exist any more: choose another one."},
		{"bad form", 400, `{"code":50035,"message":"Invalid Form Body"}`, delivery.Result{Outcome: delivery.Refused, Code: 50035}, ""},
		{"bad token", 401, `{"code":0,"message":"401: Unauthorized"}`, delivery.Result{Outcome: delivery.Retry}, ""},
		{"anything else", 403, `{"code":50009,"message":"Odd"}`, delivery.Result{Outcome: delivery.Refused, Code: 50009}, "I could not post in <#30>: Discord answered 403: Odd (code 50009)."},
		{"not found by a proxy", 404, `<html>Not Found</html>`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"not found, without a code", 404, `{"message":"404: Not Found","code":0}`, delivery.Result{Outcome: delivery.Ambiguous}, "The answer was 404 without a code of Discord’s, so it may be from something between the bot and Discord."},
		{"forbidden, without a code", 403, `{"message":"403: Forbidden"}`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"an application that starts", 403, `{"code":110001,"message":"Application not yet available. Try again later"}`, delivery.Result{Outcome: delivery.Retry, Code: 110001}, ""},
		{"not found, of what was not asked for", 404, `{"code":10015,"message":"Unknown Webhook"}`, delivery.Result{Outcome: delivery.Ambiguous, Code: 10015}, ""},
		{"not found, of what is only made", 404, `{"code":10008,"message":"Unknown Message"}`, delivery.Result{Outcome: delivery.Ambiguous, Code: 10008}, ""},
		{"too many threads", 400, `{"code":160006,"message":"Maximum number of active threads reached"}`, delivery.Result{Outcome: delivery.Retry, Code: 160006}, "The server has as many open threads as Discord allows, so I could not post in <#30>."},
		{"an overload that answers 503", 503, `{"code":130000,"message":"API resource is currently overloaded"}`, delivery.Result{Outcome: delivery.Ambiguous, Code: 130000}, ""},
		{"the whole bot, by a filter", 403, `{"code":20026,"message":"Your bot has been flagged by our anti-spam system for abusive behavior."}`, delivery.Result{Outcome: delivery.Retry, Code: 20026}, "Discord holds back the whole bot, not this server: its operator has to settle that with Discord."},
		{"the whole bot, for its account", 403, `{"code":40002,"message":"You need to verify your account in order to perform this action."}`, delivery.Result{Outcome: delivery.Retry, Code: 40002}, ""},
		{"AutoMod", 400, `{"code":200000,"message":"Message was blocked by automatic moderation"}`, delivery.Result{Outcome: delivery.Held, Code: 200000}, "AutoMod of this server blocked the digest in <#30>; its articles will not be posted again."},
		{"harmful links", 400, `{"code":240000,"message":"Message blocked by harmful links filter"}`, delivery.Result{Outcome: delivery.Held, Code: 240000}, ""},
		{"a locked thread", 400, `{"code":160005,"message":"Thread is locked"}`, delivery.Result{Outcome: delivery.Refused, Code: 160005}, ""},
		{"a page with the status 200", 200, `<html>sign in</html>`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"a token that a proxy refuses", 401, `<html>who are you</html>`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"a fault", 500, `oops`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"a gateway's fault", 502, ``, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"a time-out upstream", 504, ``, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"cut off", cut, ``, delivery.Result{Outcome: delivery.Ambiguous}, ""},
		{"an answer that makes no sense", 200, `{"id":`, delivery.Result{Outcome: delivery.Ambiguous}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			f.Answering(func(request) (int, string, bool) { return c.status, c.body, true })
			b, err := bot.New(bot.Options{Token: canary, API: f.API() + "/v10"})
			if err != nil {
				t.Fatal(err)
			}
			d := b.Post(t.Context(), delivery.Post{Channel: "30", Nonce: "n1", Components: []byte(`[{"type":10,"content":"<News>"}]`)})
			said := why(d)
			if (d.Outcome == delivery.Sent) != (said == "") || c.why != "" && said != c.why {
				t.Errorf("outcome %s with the reason %q", d.Outcome, said)
			}
			if d.Reason = nil; d != c.want {
				t.Errorf("got %+v, want %+v", d, c.want)
			}
			posts := f.Find("POST", "/channels/30/messages")
			if len(posts) != 1 {
				t.Fatalf("%d requests for one attempt", len(posts))
			}
			m := posts[0].JSON(t)
			if m["nonce"] != "n1" || m["enforce_nonce"] != true || m["flags"] != float64(v2) || posts[0].Auth != "Bot "+canary || !strings.HasPrefix(posts[0].Agent, "DiscordBot (http") {
				t.Errorf("request %+v %s", posts[0], posts[0].Body)
			}
		})
	}
}

// TestAReplyWithoutTheHistory: where the bot may not read the history, Discord refuses a reply but accepts the same text as a
// message.
func TestAReplyWithoutTheHistory(t *testing.T) {
	for code, want := range map[int]int{0: 1, 160002: 2} {
		f := newFake(t)
		f.Answering(func(r request) (int, string, bool) {
			if _, reply := r.JSON(t)["message_reference"]; reply && code != 0 {
				return 400, `{"code":160002,"message":"Cannot reply without permission to read message history"}`, true
			}
			return 200, `{"id":"42"}`, true
		})
		b, err := bot.New(bot.Options{Token: canary, API: f.API() + "/v10"})
		if err != nil {
			t.Fatal(err)
		}
		d := b.Post(t.Context(), delivery.Post{Channel: "30", Reply: "7", Nonce: "n1", Components: []byte(`[{"type":10,"content":"Changed"}]`)})
		posts := f.Find("POST", "/channels/30/messages")
		if d.Outcome != delivery.Sent || len(posts) != want {
			t.Fatalf("code %d: %+v, %d requests", code, d, len(posts))
		}
		if ref, _ := posts[0].JSON(t)["message_reference"].(map[string]any); ref["message_id"] != "7" || posts[want-1].JSON(t)["nonce"] != "n1" {
			t.Errorf("code %d: %s", code, posts[0].Body)
		}
	}
}

func TestPostThatNeverArrived(t *testing.T) {
	for _, api := range []string{"http://" + kvtest.FreeAddr(t), "http://no-such-host.invalid"} {
		b, err := bot.New(bot.Options{Token: canary, API: api})
		if err != nil {
			t.Fatal(err)
		}
		if d := b.Post(t.Context(), delivery.Post{Channel: "30", Components: news}); d.Outcome != delivery.Retry {
			t.Errorf("%s: %+v", api, d)
		}
	}
}

func TestPostHonoursItsContext(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	b := f.start(bot.Options{})
	hang := make(chan struct{})
	defer close(hang)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	f.Answering(func(request) (int, string, bool) { cancel(); <-hang; return 200, "{}", true })
	if d := b.Post(ctx, delivery.Post{Channel: "30", Components: news}); d.Outcome != delivery.Ambiguous {
		t.Errorf("a request without an answer: %+v", d)
	}
	if d := b.Post(ctx, delivery.Post{Channel: "30", Components: []byte("[")}); d.Outcome != delivery.Refused {
		t.Errorf("broken components: %+v", d)
	}
}

func TestPostLeavesAFullChannelAlone(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	b := f.start(bot.Options{})
	f.Answering(func(r request) (int, string, bool) {
		return 429, `{"retry_after":60}`, strings.Contains(r.Path, "/channels/30/")
	})
	post := func(channel string) delivery.Result {
		return b.Post(t.Context(), delivery.Post{Channel: channel, Components: news})
	}
	post("30")
	if d := post("30"); d.Outcome != delivery.Retry || d.After < 50*time.Second {
		t.Errorf("second attempt: %+v", d)
	}
	if n := len(f.Find("POST", "/channels/30/messages")); n != 1 {
		t.Errorf("%d requests to a full channel", n)
	}
	if d := post("31"); d.Outcome != delivery.Sent {
		t.Errorf("another channel: %+v", d)
	}
}

func TestTokens(t *testing.T) {
	for _, token := range []string{"", "  ", "Bot ", "two words", "new\nline"} {
		if _, err := bot.New(bot.Options{Token: token}); err == nil {
			t.Errorf("the token %q was accepted", token)
		}
	}
	for _, c := range []struct {
		name  string
		spoil func(*fake)
	}{
		{"refused at the door", func(f *fake) {
			f.Answering(func(request) (int, string, bool) { return 401, `{"message":"401: Unauthorized","code":0}`, true })
		}},
		{"refused by the gateway", func(f *fake) {
			f.OnHello(refusing(4004))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			c.spoil(f)
			b, err := bot.New(bot.Options{Token: "Bot " + canary, API: f.API() + "/", Timing: quick()})
			if err != nil {
				t.Fatal(err)
			}
			err = b.Run(t.Context())
			if said := (languages.Language{}).Line(err); err == nil || !strings.Contains(said, "does not accept the bot's token") || strings.Contains(said, canary) || strings.Contains(err.Error(), canary) {
				t.Errorf("Run = %v", err)
			}
			eventually(t, "the end of all goroutines", func() bool { return !f.leaking() })
		})
	}
}

func TestConnectionIsResumed(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	f.Newest().Cut()
	f.openedAt(2, 1)
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(1, "POST", "/callback")
	if n := len(f.Find("GET", "/commands")); n != 1 {
		t.Errorf("the commands were read %d times", n)
	}
}

// refusing closes every connection with a code once the bot has identified.
func refusing(code int) func(*discord.Line) bool {
	return func(l *discord.Line) bool {
		l.Hello()
		_ = l.Await()
		l.Close(code, "no")
		return true
	}
}

// openedAt waits until the gateway was opened this many times and a session was resumed, and returns the address.
func (f *fake) openedAt(n, resumes int) []string {
	f.t.Helper()
	eventually(f.t, "a resumed session", func() bool { return f.Resumed() == resumes && len(f.Opened()) == n })
	return f.Opened()
}

func TestASessionIsResumedWhereDiscordSays(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	f.Newest().Cut()
	f.openedAt(2, 1)
	f.Dispatch("INTERACTION_CREATE", typed("open", "")) // answered only once the bot itself knows that it has resumed
	f.Wait(1, "POST", "/callback")
	f.Newest().Cut()
	if got, want := f.openedAt(3, 2), []string{"/gw/", "/gw-resume/", "/gw-resume/"}; !slices.Equal(got, want) {
		t.Errorf("opened at %q, want %q", got, want)
	}
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(2, "POST", "/callback")
}

func TestTheGatewayItselfResumesWhatCannotBeResumedElsewhere(t *testing.T) {
	t.Parallel()
	deaf, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := deaf.Addr().String()
	_ = deaf.Close()
	for name, at := range map[string]string{"nobody there": "wss://" + closed, "no gateway": "/gw-none", "no address": "%zz", "no line that is private": "http://x"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFake(t)
			if strings.HasPrefix(at, "/") {
				at = f.Gateway(at)
			}
			f.ResumeAt(at)
			f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
			f.Newest().Cut()
			if got := f.openedAt(2, 1); got[1] != "/gw/" || len(f.Identified()) != 1 {
				t.Errorf("opened at %q, begun %d times", got, len(f.Identified()))
			}
			f.Dispatch("INTERACTION_CREATE", typed("open", ""))
			f.Wait(1, "POST", "/callback")
		})
	}
}

// TestATokenIsRefusedByDiscordAlone: a 401 may also come from a proxy that wants a password.
func TestATokenIsRefusedByDiscordAlone(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	var asked atomic.Int64
	f.Answering(func(r request) (int, string, bool) {
		return 401, "<html>Proxy: log in</html>", r.Path == "/gateway/bot" && asked.Add(1) == 1
	})
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	if asked.Load() < 2 {
		t.Error("Discord was not asked again")
	}
}

// TestOneOddRefusalOfTheTokenEndsNothing: Discord has accepted the token before, so only the gateway is believed.
func TestOneOddRefusalOfTheTokenEndsNothing(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	var odd atomic.Int64
	f.Answering(func(r request) (int, string, bool) {
		return 401, `{"message":"401: Unauthorized","code":0}`, r.Path == "/gateway/bot" && odd.Add(1) == 1
	})
	f.Newest().Cut()
	f.openedAt(2, 1)
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(1, "POST", "/callback")
	if odd.Load() == 0 {
		t.Error("the token was not refused")
	}
}

func TestTokenRevokedWhileRunning(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	b, err := bot.New(bot.Options{Token: canary, API: f.API(), Timing: quick()})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- b.Run(t.Context()) }()
	received(t, "the bot to be ready", b.Ready())
	f.Answering(func(request) (int, string, bool) { return 401, "{}", true })
	f.OnHello(refusing(4004))
	f.Newest().Cut()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("Run ended without a reason")
		}
	case <-time.After(patience):
		t.Error("the bot goes on with a token that was revoked")
	}
}

func TestStopWhileDiscordIsSilent(t *testing.T) {
	f := newFake(t)
	hang := make(chan struct{})
	defer close(hang)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	f.OnHello(func(*discord.Line) bool { stop(); <-hang; return true })
	timing := quick()
	timing.Gateway.Open = time.Hour
	b, err := bot.New(bot.Options{Token: canary, API: f.API(), Timing: timing})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	select {
	case err := <-ended:
		if err != nil {
			t.Errorf("Run = %v", err)
		}
	case <-time.After(patience):
		t.Fatal("the bot waits for Discord, though it was asked to stop")
	}
	eventually(t, "the end of all goroutines", func() bool { return !f.leaking() })
}

func TestAnswersUnderWayAreFinished(t *testing.T) {
	t.Parallel()
	f, release := newFake(t), make(chan struct{})
	b, err := bot.New(bot.Options{Token: canary, API: f.API(), Timing: deferring(),
		Commands: []command.Command{slow("slow", command.Public, release)}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	received(t, "the bot to be ready", b.Ready())
	f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
	f.Wait(1, "POST", "/callback")
	stop()
	time.Sleep(20 * time.Millisecond)
	close(release)
	if err := received(t, "its end", ended); err != nil {
		t.Errorf("Run = %v", err)
	}
	if edits := f.Find("PATCH", "/@original"); len(edits) != 1 || !strings.Contains(string(edits[0].Body), "at last") {
		t.Errorf("the answer under way was not finished: %d edits", len(edits))
	}
}

// a client that was handed in is used as it is, but must not carry the token elsewhere
func TestRedirectsAreNotFollowed(t *testing.T) {
	var elsewhere bool
	c := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		elsewhere = elsewhere || r.URL.Host != "discord.com"
		return &http.Response{StatusCode: 307, Header: http.Header{"Location": {"https://example.com/"}}, Body: http.NoBody, Request: r}, nil
	})}
	b, err := bot.New(bot.Options{Token: canary, Client: c})
	if err != nil {
		t.Fatal(err)
	}
	d := b.Post(t.Context(), delivery.Post{Channel: "30/../31", Components: []byte("[]")})
	if elsewhere || d.Outcome == delivery.Sent {
		t.Errorf("followed: %v, %+v", elsewhere, d)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	if _, err := url.PathUnescape(r.URL.Path); err != nil {
		return nil, err
	}
	return f(r)
}

// BenchmarkAnswer is the way from an event on the gateway to the answer at Discord, one at a time.
func BenchmarkAnswer(b *testing.B) {
	f, answered := newFake(b), make(chan struct{}, 1)
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	f.Answering(func(request) (int, string, bool) { answered <- struct{}{}; return 204, "", true })
	for b.Loop() {
		f.Dispatch("INTERACTION_CREATE", typed("open", ""))
		<-answered
	}
}

// TestMembershipIsWhatDiscordSays: a fault at Discord is neither a yes nor a no.
func TestMembershipIsWhatDiscordSays(t *testing.T) {
	for _, c := range []struct {
		status int
		answer string
		member bool
		fails  bool
	}{
		{200, `{}`, true, false}, {500, `{}`, false, true}, {429, `{}`, false, true},
		{403, `{"message":"Missing Access","code":50001}`, false, false}, {404, `{"message":"Unknown Guild","code":10004}`, false, false},
		{403, ``, false, true}, {404, ``, false, true}, {404, `<html>no such page</html>`, false, true},
	} {
		f := newFake(t)
		f.Answering(func(request) (int, string, bool) { return c.status, c.answer, true })
		b, err := bot.New(bot.Options{Token: canary, API: f.API() + "/v10"})
		if err != nil {
			t.Fatal(err)
		}
		if member, err := b.Member(t.Context(), "20"); member != c.member || (err != nil) != c.fails {
			t.Errorf("%d %s: %v, %v", c.status, c.answer, member, err)
		}
	}
}

// TestAnAlertGoesIntoADirectMessage: the bot asks Discord for the channel first, and a mention names one role only.
func TestAnAlertGoesIntoADirectMessage(t *testing.T) {
	f := newFake(t)
	f.Answering(func(r request) (int, string, bool) { return 200, `{"id":"77"}`, true })
	b, err := bot.New(bot.Options{Token: canary, API: f.API() + "/v10"})
	if err != nil {
		t.Fatal(err)
	}
	d := b.Post(t.Context(), delivery.Post{Person: "5", Role: "9", Nonce: "n", Components: news})
	if d.Outcome != delivery.Sent {
		t.Fatalf("%+v", d)
	}
	opened, sent := f.Find("POST", "/users/@me/channels"), f.Find("POST", "/channels/77/messages")
	if len(opened) != 1 || len(sent) != 1 || opened[0].JSON(t)["recipient_id"] != "5" {
		t.Fatalf("%v, %v", opened, sent)
	}
	if m := fmt.Sprint(sent[0].JSON(t)["allowed_mentions"]); m != "map[parse:[] roles:[9]]" {
		t.Errorf("mentions %s", m)
	}
}

// why is the reason of a result as an admin reads it; "" for none.
func why(d delivery.Result) string {
	if d.Reason == nil {
		return ""
	}
	message, _, _ := languages.Language{}.Explain(d.Reason, nil)
	return message
}

package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/bot"
	"lede/cards"
	"lede/commands/command"
	"lede/delivery"
	"lede/proof/discord"

	"github.com/bwmarrin/discordgo"
)

// defects are those found in discordgo v0.29.0, each with the tests that show Lede without it, or with the words of
// docs/decisions.md on why it does not matter.
var defects = []struct {
	what     string
	tests    []string
	decision string
}{
	1:  {"all edits of answers wait for one another", []string{"TestEditsOfAnswersDoNotWaitForOneAnother", "TestOneSlowEditHoldsUpNoOther"}, ""},
	2:  {"a component of an unknown type leaves an interaction without data", []string{"TestAComponentOfAnUnknownTypeIsNoHindrance"}, ""},
	3:  {"a form of labels cannot be read", []string{"TestAFormOfLabelsIsRead"}, ""},
	4:  {"a message has no nonce", []string{"TestAMessageHasItsNonce"}, ""},
	5:  {"a fault is answered by three more requests at once", []string{"TestAFaultOfDiscordsIsNotAnsweredByMoreRequests"}, ""},
	6:  {"a limit is waited for without end, and past the context", []string{"TestALimitIsToldAndNotWaitedFor", "TestPost"}, ""},
	7:  {"something is kept of every interaction for ever", []string{"TestNothingIsKeptOfAnInteraction", "TestPaceForgets", "TestRecentForgets"}, ""},
	8:  {"a limit for the whole bot is known only when it was exceeded", []string{"TestALimitForAllHoldsForEveryChannel"}, "fifty requests a second"},
	9:  {"a session is not resumed where Discord says", []string{"TestASessionIsResumedWhereDiscordSays", "TestTheGatewayItselfResumesWhatCannotBeResumedElsewhere"}, ""},
	10: {"a dead line is noticed after minutes, and the session given up", []string{"TestASilentLineIsResumed", "TestIdleConnectionIsDead"}, ""},
	11: {"opening without a greeting lasts for ever", []string{"TestOpeningWithoutAGreetingEnds", "TestStopWhileDiscordIsSilent"}, ""},
	12: {"what must not be tried again is tried again for ever", []string{"TestWhatDiscordForbidsIsNotTriedAgain", "TestTokens", "TestFatalClose"}, ""},
	13: {"an invalid session is begun anew at once", []string{"TestOnlyADoubtedSessionEndsTheConnection"}, "without the pause"},
	14: {"a closed session connects again", []string{"TestAStoppedBotStaysAway"}, ""},
	15: {"opening and closing know no context", []string{"TestOpeningWithoutAGreetingEnds", "TestStopWhileDiscordIsSilent"}, ""},
	16: {"a panic of a handler ends the process, and handlers have no bound", []string{"TestAPanicEndsOneAnswerOnly", "TestTooManyPeople"}, ""},
	17: {"the version of the API is 9", []string{"TestTheVersionIsTen"}, ""},
	18: {"the first answer does not return its message", nil, "with_response"},
	19: {"every answer has an empty content and embeds", []string{"TestAnAnswerHasNothingThatWasNotSaid"}, ""},
	20: {"an entry point is lost when the commands are written", []string{"TestAnEntryPointIsKept"}, ""},
	21: {"the installation types of an application are misnamed", nil, "integration_types_config"},
	22: {"all intents are asked for, and all is kept", []string{"TestPromiseLeastPrivilegeOnlyGuildsAndDirectMessages", "TestOnlyWhatIsNeededIsAskedFor"}, ""},
	23: {"the log has the token", []string{"TestTheLogHasNoToken"}, ""},
	24: {"an error has the token", []string{"TestAnErrorHasNoToken", "TestErrorsKeepSecrets"}, ""},
	25: {"the latency is read without a lock", []string{"TestWhatIsLeftUnusedOfDiscordgo"}, ""},
	26: {"nothing looks after shards", []string{"TestShardsAreSharedAndHandedOver"}, "Nothing manages shards"},
	27: {"an interaction over HTTP is read without a bound and of any age", []string{"TestWhatIsLeftUnusedOfDiscordgo"}, ""},
	28: {"its dependencies are of 2021", []string{"TestDependenciesAreNotDiscordgos"}, ""},
	29: {"the token is sent where it is not needed", []string{"TestTheTokenIsSentWhereItIsNeededOnly"}, ""},
	30: {"a line that it gives up may have no reader that comes upon its end", []string{"TestALineThatDiscordgoGivesUpIsOver", "TestAConnectionWithoutAcknowledgementsIsGivenUpAtOnce"}, ""},
}

func TestEveryDefectOfDiscordgoIsAnsweredFor(t *testing.T) {
	var source strings.Builder
	for _, name := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") {
			source.WriteString(file(t, name))
		}
	}
	decisions := file(t, "../docs/decisions.md")
	for n, d := range defects {
		if n == 0 {
			continue
		}
		if len(d.tests) == 0 && d.decision == "" {
			t.Errorf("%d, %s: neither a test nor a decision", n, d.what)
		}
		for _, name := range d.tests {
			if !strings.Contains(source.String(), "\nfunc "+name+"(t *testing.T)") {
				t.Errorf("%d, %s: there is no %s", n, d.what, name)
			}
		}
		if !strings.Contains(decisions, d.decision) {
			t.Errorf("%d, %s: docs/decisions.md does not say %q", n, d.what, d.decision)
		}
	}
	if discordgo.VERSION != "0.29.0" {
		t.Errorf("discordgo is now %s: see which of its defects are left", discordgo.VERSION)
	}
}

// goFiles lists the files of the bot and of the packages under it.
func goFiles(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	below, errBelow := filepath.Glob("*/*.go")
	if err != nil || errBelow != nil || len(below) < 20 {
		t.Fatalf("%v, %v, %d files below", err, errBelow, len(below))
	}
	return append(names, below...)
}

func file(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// plain is unmodified discordgo, connected to the fake. Its subtests show what discordgo does by itself.
func plain(t *testing.T, f *fake, shape ...func(*discordgo.Session)) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + canary)
	if err != nil {
		t.Fatal(err)
	}
	f.Lax()
	s.LogLevel = -1
	s.Client = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		if strings.HasSuffix(r.URL.Path, "/gateway") {
			url := `{"url":"` + f.Gateway("/gw/?v=10&encoding=json#") + `"}`
			return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(url)), Request: r}, nil
		}
		r = r.Clone(r.Context())
		r.URL.Scheme, r.URL.Host = "https", strings.TrimSuffix(strings.TrimPrefix(f.API(), "https://"), "/api")
		r.URL.Path = strings.Replace(r.URL.Path, "/api/v9", "/api/v10", 1)
		return f.Client().Transport.RoundTrip(r)
	})}
	for _, change := range shape {
		change(s)
	}
	return s
}

// opened is a connected plain session. Nobody closes it: it ends with the process, see runApart.
func opened(t *testing.T, f *fake, shape ...func(*discordgo.Session)) *discordgo.Session {
	t.Helper()
	s := plain(t, f, shape...)
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	return s
}

// queue counts how many requests of one kind the fake is answering at once. An answer is held back for a while, or until enough
// requests are there.
type queue struct {
	hold      time.Duration
	enough    int
	mu        sync.Mutex
	now, most int
}

func (q *queue) seen() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.most
}

func (q *queue) answer(suffix string) func(request) (int, string, bool) {
	return func(r request) (int, string, bool) {
		if !strings.HasSuffix(r.Path, suffix) {
			return 0, "", false
		}
		q.mu.Lock()
		q.now++
		q.most = max(q.most, q.now)
		q.mu.Unlock()
		for until := time.Now().Add(q.hold); q.seen() < q.enough && time.Now().Before(until); {
			time.Sleep(2 * time.Millisecond)
		}
		q.mu.Lock()
		q.now--
		q.mu.Unlock()
		return 200, `{"id":"1"}`, true
	}
}

func TestEditsOfAnswersDoNotWaitForOneAnother(t *testing.T) {
	const people = 6
	t.Run("plain discordgo", func(t *testing.T) {
		f, q := newFake(t), &queue{hold: 100 * time.Millisecond, enough: people}
		f.Answering(q.answer("/@original"))
		s := plain(t, f)
		var all sync.WaitGroup
		for n := range people {
			all.Go(func() {
				_, _ = s.InteractionResponseEdit(&discordgo.Interaction{AppID: "600", Token: fmt.Sprint("tok", n)}, &discordgo.WebhookEdit{})
			})
		}
		all.Wait()
		if n := q.seen(); n != 1 {
			t.Errorf("%d edits at a time: the defect is gone", n)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f, q, release := newFake(t), &queue{hold: 5 * time.Second, enough: 2}, make(chan struct{})
		f.start(bot.Options{Timing: deferring(), Commands: []command.Command{slow("slow", command.Public, release)}})
		f.Answering(q.answer("/@original"))
		for range people {
			f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
		}
		f.Wait(people, "POST", "/callback")
		close(release)
		eventually(t, "two edits at a time", func() bool { return q.seen() >= 2 })
		f.Wait(people, "PATCH", "/@original")
	})
}

// onMessage is a command on a message that has a component unknown to this version of discordgo.
func onMessage(kind int) string {
	return interaction(2, fmt.Sprintf(`"id":"7","name":"Brief","type":3,"target_id":"5","resolved":{"messages":{"5":{"id":"5","channel_id":"30",
		"author":{"id":"20","username":"robin"},"content":"","components":[{"type":%d,"id":1}]}}}`, kind), "")
}

func TestAComponentOfAnUnknownTypeIsNoHindrance(t *testing.T) {
	runApart(t, "plain discordgo", func(t *testing.T) {
		f := newFake(t)
		died := make(chan any, 1)
		opened(t, f, func(s *discordgo.Session) {
			s.SyncEvents = true
			s.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) {
				defer func() { died <- recover() }()
				_ = i.ApplicationCommandData()
			})
		})
		f.Dispatch("INTERACTION_CREATE", onMessage(20))
		if got := received(t, "its end", died); got == nil {
			t.Error("the data can be read: the defect is gone")
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		brief := saying("Brief", command.Public, "Hello")
		brief.Definition = &discordgo.ApplicationCommand{Type: discordgo.MessageApplicationCommand, Name: "Brief"}
		f.start(bot.Options{Commands: []command.Command{brief, saying("open", command.Public, "Hello")}})
		for n, kind := range []int{16, 18, 20, 99} {
			f.Dispatch("INTERACTION_CREATE", onMessage(kind))
			if _, _, all := reply(t, f.Wait(n+1, "POST", "/callback")[n]); !strings.Contains(all, "Hello") {
				t.Errorf("type %d was answered with %s", kind, all)
			}
		}
		// the same in the message whose button was pressed, and in a message that somebody writes
		f.Dispatch("INTERACTION_CREATE", pressed("open", `{"id":"1","flags":32768,"interaction_metadata":{"user":{"id":"20"}},"components":[{"type":99}]}`))
		f.Wait(5, "POST", "/callback")
	})
}

func TestAFormOfLabelsIsRead(t *testing.T) {
	form := interaction(5, `"custom_id":"open","components":[{"type":18,"id":1,"component":{"type":4,"id":2,"custom_id":"about","value":"the harbour"}}]`, "")
	t.Run("plain discordgo", func(t *testing.T) {
		var i discordgo.Interaction
		if err := json.Unmarshal([]byte(form), &i); err == nil || !strings.Contains(err.Error(), "18") {
			t.Errorf("%v: the defect is gone", err)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.start(bot.Options{Commands: []command.Command{aCommand("open", command.Public, func(_ context.Context, in command.Input) (command.Reply, error) {
			return text("About " + in.Options["about"]), nil
		})}})
		f.Dispatch("INTERACTION_CREATE", form)
		if _, _, all := reply(t, f.Wait(1, "POST", "/callback")[0]); !strings.Contains(all, "About the harbour") {
			t.Errorf("answered with %s", all)
		}
	})
}

// newBot is a bot that is not connected.
func newBot(t *testing.T, f *fake) *bot.Bot {
	t.Helper()
	b, err := bot.New(bot.Options{Token: canary, API: f.API(), Timing: quick()})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var news = []byte(`[{"type":10,"content":"News"}]`)

func TestAMessageHasItsNonce(t *testing.T) {
	t.Run("plain discordgo", func(t *testing.T) {
		if _, ok := reflect.TypeFor[discordgo.MessageSend]().FieldByName("Nonce"); ok {
			t.Error("there is a nonce: the defect is gone")
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		newBot(t, f).Post(t.Context(), delivery.Post{Channel: "30", Nonce: "slot", Components: news})
		if m := f.Find("POST", "/messages")[0].JSON(t); m["nonce"] != "slot" || m["enforce_nonce"] != true {
			t.Errorf("sent %v", m)
		}
	})
}

func TestAFaultOfDiscordsIsNotAnsweredByMoreRequests(t *testing.T) {
	fault := func(t *testing.T) *fake {
		f := newFake(t)
		f.Answering(func(request) (int, string, bool) { return 502, "", true })
		return f
	}
	t.Run("plain discordgo", func(t *testing.T) {
		f := fault(t)
		began := time.Now()
		_, _ = plain(t, f).ChannelMessageSend("30", "x")
		if n := len(f.Find("POST", "/messages")); n != 4 || time.Since(began) > 10*time.Second {
			t.Errorf("%d requests in %v: the defect is gone", n, time.Since(began))
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := fault(t)
		d := newBot(t, f).Post(t.Context(), delivery.Post{Channel: "30", Components: news})
		if n := len(f.Find("POST", "/messages")); n != 1 || d.Outcome != delivery.Ambiguous {
			t.Errorf("%d requests, %+v", n, d)
		}
	})
}

func TestALimitIsToldAndNotWaitedFor(t *testing.T) {
	limited := func(t *testing.T, body string) *fake {
		f := newFake(t)
		first := true
		f.Answering(func(request) (int, string, bool) {
			defer func() { first = false }()
			return 429, body, first
		})
		return f
	}
	const words, page = `{"message":"slow down","retry_after":%d,"global":false}`, `<html>error code: 1015</html>`
	runApart(t, "plain discordgo", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		f, began := limited(t, fmt.Sprintf(words, 1)), time.Time{}
		s := plain(t, f, func(s *discordgo.Session) {
			s.SyncEvents = true
			s.AddHandler(func(*discordgo.Session, *discordgo.RateLimit) { began = time.Now(); cancel() })
		})
		_, _ = s.ChannelMessageSend("30", "x", discordgo.WithContext(ctx))
		if began.IsZero() || time.Since(began) < 900*time.Millisecond {
			t.Errorf("%v: the context is heeded, and the defect gone", time.Since(began))
		}
		_, err := plain(t, limited(t, page)).ChannelMessageSend("30", "x")
		var limit *discordgo.RateLimitError
		if err == nil || errors.As(err, &limit) {
			t.Errorf("%v: the page is taken for a limit, and the defect gone", err)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		for _, body := range []string{fmt.Sprintf(words, 60), page} {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			d := newBot(t, limited(t, body)).Post(ctx, delivery.Post{Channel: "30", Components: news})
			if d.Outcome != delivery.Retry || ctx.Err() != nil {
				t.Errorf("%s: %+v, %v", body, d, ctx.Err())
			}
		}
	})
}

func TestNothingIsKeptOfAnInteraction(t *testing.T) {
	t.Run("plain discordgo", func(t *testing.T) {
		s := plain(t, newFake(t))
		for n := range 50 {
			_ = s.InteractionRespond(&discordgo.Interaction{ID: fmt.Sprint(n + 1), Token: fmt.Sprint("tok", n)}, &discordgo.InteractionResponse{Type: 5})
		}
		if n := reflect.ValueOf(s.Ratelimiter).Elem().FieldByName("buckets").Len(); n < 50 {
			t.Errorf("%d buckets are kept of 50 interactions: the defect is gone", n)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		// the one session only asks for the gateway, so nothing accumulates in it; TestPaceForgets and TestRecentForgets hold
		// what Lede itself remembers to its bounds
		f := newFake(t)
		f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
		for range 50 {
			f.Dispatch("INTERACTION_CREATE", typed("open", ""))
		}
		for _, r := range f.Wait(50, "POST", "/callback") {
			if r.Agent == "" || r.Auth != "" {
				t.Fatalf("discordgo made the request %+v", r)
			}
		}
	})
}

func TestALimitForAllHoldsForEveryChannel(t *testing.T) {
	f := newFake(t)
	f.Answering(func(r request) (int, string, bool) {
		return 429, `{"message":"slow down","retry_after":30,"global":true}`, strings.Contains(r.Path, "/channels/")
	})
	b := newBot(t, f)
	for n := range 20 {
		d := b.Post(t.Context(), delivery.Post{Channel: fmt.Sprint(30 + n), Components: news})
		if d.Outcome != delivery.Retry {
			t.Errorf("channel %d: %+v", n, d)
		}
	}
	if n := len(f.Find("POST", "/messages")); n != 1 {
		t.Errorf("%d requests after Discord had asked the whole bot to wait", n)
	}
}

func TestAnAnswerHasNothingThatWasNotSaid(t *testing.T) {
	t.Run("plain discordgo", func(t *testing.T) {
		b, err := json.Marshal(discordgo.InteractionResponse{Type: 7, Data: &discordgo.InteractionResponseData{}})
		if err != nil || !strings.Contains(string(b), `"content":""`) || !strings.Contains(string(b), `"embeds":null`) {
			t.Errorf("%s, %v: the defect is gone", b, err)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
		f.Dispatch("INTERACTION_CREATE", pressed("open", ownCard))
		kind, _, all := reply(t, f.Wait(1, "POST", "/callback")[0])
		if kind != 7 || strings.Contains(all, `"content":""`) || strings.Contains(all, "embeds") || strings.Contains(all, "null") {
			t.Errorf("sent %s", all)
		}
	})
}

func TestAnEntryPointIsKept(t *testing.T) {
	t.Run("plain discordgo", func(t *testing.T) {
		if _, ok := reflect.TypeFor[discordgo.ApplicationCommand]().FieldByName("Handler"); ok {
			t.Error("there is a handler: the defect is gone")
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.SetCommands(`[{"id":"9","application_id":"600","version":"1","type":4,"name":"launch","description":"","handler":2,"contexts":[0,1],"integration_types":[0]}]`)
		f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
		var sent []map[string]any
		if err := json.Unmarshal(f.Wait(1, "PUT", "/commands")[0].Body, &sent); err != nil {
			t.Fatal(err)
		}
		for _, c := range sent {
			if c["name"] == "launch" && c["type"] == 4.0 && c["handler"] == 2.0 {
				return
			}
		}
		t.Errorf("the entry point was dropped: %v", sent)
	})
}

func TestTheVersionIsTen(t *testing.T) {
	t.Run("plain discordgo", func(t *testing.T) {
		if !strings.HasSuffix(discordgo.EndpointAPI, "/api/v9/") {
			t.Errorf("%s: the defect is gone", discordgo.EndpointAPI)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		var paths []string
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { paths = append(paths, r.URL.Path) }))
		defer server.Close()
		for _, api := range []string{"/api", "/api/", "/api/v10"} {
			b, err := bot.New(bot.Options{Token: canary, API: server.URL + api})
			if err != nil {
				t.Fatal(err)
			}
			b.Post(t.Context(), delivery.Post{Channel: "30", Components: news})
		}
		if want := "/api/v10/channels/30/messages"; fmt.Sprint(paths) != fmt.Sprint([]string{want, want, want}) {
			t.Errorf("asked %q", paths)
		}
	})
}

func TestAnErrorHasNoToken(t *testing.T) {
	refusing := func(t *testing.T) *fake {
		f := newFake(t)
		f.Answering(func(request) (int, string, bool) { return 403, `{"code":50001,"message":"Missing Access"}`, true })
		return f
	}
	t.Run("plain discordgo", func(t *testing.T) {
		_, err := plain(t, refusing(t)).ChannelMessageSend("30", "x")
		var rest *discordgo.RESTError
		if !errors.As(err, &rest) || !strings.Contains(fmt.Sprintf("%+v", *rest.Request), canary) {
			t.Errorf("%v: the defect is gone", err)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		d := newBot(t, refusing(t)).Post(t.Context(), delivery.Post{Channel: "30", Components: news})
		if s := fmt.Sprintf("%+v", d); strings.Contains(s, canary) {
			t.Error("the token is in what is told of a refusal")
		}
	})
}

func TestTheTokenIsSentWhereItIsNeededOnly(t *testing.T) {
	t.Run("plain discordgo", func(t *testing.T) {
		f := newFake(t)
		_ = plain(t, f).InteractionRespond(&discordgo.Interaction{ID: "1", Token: "tok"}, &discordgo.InteractionResponse{Type: 5})
		if r := f.Find("POST", "/callback")[0]; r.Auth == "" {
			t.Error("the token was not sent: the defect is gone")
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f, release := newFake(t), make(chan struct{})
		f.start(bot.Options{Timing: deferring(), Commands: []command.Command{slow("slow", command.Public, release)}})
		f.Dispatch("INTERACTION_CREATE", typed("slow", ""))
		callback := f.Wait(1, "POST", "/callback")[0]
		close(release)
		edit := f.Wait(1, "PATCH", "/@original")[0]
		if callback.Auth != "" || edit.Auth != "" {
			t.Error("the token was sent with an answer")
		}
		if r := f.Find("GET", "/gateway/bot")[0]; r.Auth != "Bot "+canary {
			t.Error("the token was not sent where it is needed")
		}
	})
}

func TestWhatIsLeftUnusedOfDiscordgo(t *testing.T) {
	unused := regexp.MustCompile(`\.(HeartbeatLatency|VerifyInteraction|InteractionRespond|ChannelMessageSend\w*|IntegrationTypesConfig|State\.\w+|Debug)\b`)
	for _, name := range goFiles(t) {
		if !strings.HasSuffix(name, "_test.go") {
			if found := unused.FindAllString(file(t, name), -1); len(found) > 0 && strings.Contains(file(t, name), "discordgo") {
				for _, f := range found {
					if f != ".Debug" || strings.Contains(file(t, name), "session.Debug") {
						t.Errorf("%s uses %s", name, f)
					}
				}
			}
		}
	}
}

func TestDependenciesAreNotDiscordgos(t *testing.T) {
	const theirs = "github.com/gorilla/websocket v1.4.2"
	t.Run("plain discordgo", func(t *testing.T) {
		dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/bwmarrin/discordgo").Output()
		if err != nil {
			t.Skipf("SKIPPED: discordgo's folder cannot be found: %v", err)
		}
		if !strings.Contains(file(t, strings.TrimSpace(string(dir))+"/go.mod"), theirs) {
			t.Error("the websocket library is another one: the defect is gone")
		}
	})
	t.Run("Lede", func(t *testing.T) {
		mod := file(t, "../go.mod")
		if !strings.Contains(mod, "github.com/gorilla/websocket v1.5.") || strings.Contains(mod, "golang.org/x/crypto v0.0.0") {
			t.Error("go.mod leaves old versions as they are")
		}
	})
}

func TestTheLogHasNoToken(t *testing.T) {
	runApart(t, "plain discordgo", func(t *testing.T) {
		f := newFake(t)
		opened(t, f, func(s *discordgo.Session) { s.LogLevel = discordgo.LogDebug })
		if !strings.Contains(f.log.String(), canary) {
			t.Error("the token is not in the log: the defect is gone")
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}}) // whose end looks for the token
		f.Dispatch("INTERACTION_CREATE", typed("open", ""))
		f.Wait(1, "POST", "/callback")
		if s := f.log.String(); strings.Contains(s, canary) || !strings.Contains(s, "connected") {
			t.Errorf("the log is\n%s", strings.ReplaceAll(s, canary, "THE TOKEN"))
		}
	})
}

func TestOnlyWhatIsNeededIsAskedFor(t *testing.T) {
	runApart(t, "plain discordgo", func(t *testing.T) {
		f := newFake(t)
		s := opened(t, f)
		f.Dispatch("GUILD_CREATE", `{"id":"10","name":"x","channels":[{"id":"30","type":0}]}`)
		eventually(t, "a guild that is kept", func() bool { g, err := s.State.Guild("10"); return err == nil && len(g.Channels) == 1 })
		if id := string(f.Identified()[0].Body); !strings.Contains(id, fmt.Sprintf(`"intents":%d`, discordgo.IntentsAllWithoutPrivileged)) {
			t.Errorf("%s: the defect is gone", id)
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.start(bot.Options{})
		var id struct{ Intents, Compress any }
		if err := json.Unmarshal([]byte(string(f.Identified()[0].Body)), &id); err != nil || id.Intents != 4097.0 {
			t.Errorf("intents %v, %v", id.Intents, err)
		}
	})
}

func TestAPanicEndsOneAnswerOnly(t *testing.T) {
	runApartUntilDeath(t, "plain discordgo", "panic: of a handler", func(t *testing.T) {
		opened(t, newFake(t), func(s *discordgo.Session) {
			s.AddHandler(func(*discordgo.Session, *discordgo.Event) { panic("of a handler") })
		})
		time.Sleep(30 * time.Second)
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.start(bot.Options{
			DM: func(context.Context, command.Message) (command.Reply, error) { panic("no") },
			Commands: []command.Command{saying("open", command.Public, "Hello"),
				aCommand("bad", command.Public, func(context.Context, command.Input) (command.Reply, error) { panic("no") }),
				{Definition: &discordgo.ApplicationCommand{Name: "mode", Description: "x"}, Handle: func(context.Context, command.Input) (command.Reply, error) {
					return command.Reply{Card: cards.Card{}}, nil
				}, Mode: func(context.Context, command.Input) command.Mode { panic("no") }},
			},
		})
		for n, name := range []string{"bad", "mode", "open"} {
			f.Dispatch("INTERACTION_CREATE", typed(name, ""))
			_, _, all := reply(t, f.Wait(n+1, "POST", "/callback")[n])
			if name == "open" && !strings.Contains(all, "Hello") {
				t.Errorf("after two panics: %s", all)
			}
		}
		f.Dispatch("MESSAGE_CREATE", said(900, ""))
		f.Wait(1, "POST", "/channels/70/messages")
	})
}

// silent does not even greet.
func silent(l *discord.Line) bool {
	for l.Await() == nil {
	}
	return true
}

func TestOpeningWithoutAGreetingEnds(t *testing.T) {
	runApart(t, "plain discordgo", func(t *testing.T) {
		f := newFake(t)
		f.OnHello(silent)
		s := plain(t, f)
		ended := make(chan error, 1)
		go func() { ended <- s.Open() }()
		select {
		case err := <-ended:
			t.Errorf("Open = %v: the defect is gone", err)
		case <-time.After(time.Second):
		}
		closing := make(chan error, 1)
		go func() { closing <- s.Close() }()
		select {
		case err := <-closing:
			t.Errorf("Close = %v: the defect is gone", err)
		case <-time.After(500 * time.Millisecond):
		}
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		f.OnHello(silent)
		b := newBot(t, f)
		ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
		defer stop()
		began := time.Now()
		if err := b.Run(ctx); err != nil || time.Since(began) > patience {
			t.Errorf("Run = %v after %v", err, time.Since(began))
		}
		eventually(t, "the end of all goroutines", func() bool { return !f.leaking() })
	})
}

// forbidding welcomes the bot the first time and from then on closes with the code, as when an intent was withdrawn meanwhile.
// It counts the connections.
func forbidding(f *fake, code int) *queue {
	n := &queue{}
	f.OnHello(func(c *discord.Line) bool {
		n.mu.Lock()
		n.most++
		first := n.most == 1
		n.mu.Unlock()
		if first {
			return false
		}
		return refusing(code)(c)
	})
	return n
}

func TestWhatDiscordForbidsIsNotTriedAgain(t *testing.T) {
	runApart(t, "plain discordgo", func(t *testing.T) {
		f := newFake(t)
		n := forbidding(f, 4014)
		opened(t, f)
		f.Newest().Cut()
		eventually(t, "a third connection", func() bool { return n.seen() >= 3 })
	})
	for _, code := range []int{4004, 4011, 4014} { // TestFatalClose knows the others
		t.Run(fmt.Sprint("Lede ", code), func(t *testing.T) {
			f := newFake(t)
			n := forbidding(f, code)
			b := newBot(t, f)
			ended := make(chan error, 1)
			go func() { ended <- b.Run(t.Context()) }()
			received(t, "the bot to be ready", b.Ready())
			f.Newest().Cut()
			select {
			case err := <-ended:
				if err == nil || n.seen() != 2 {
					t.Errorf("Run = %v after %d connections", err, n.seen())
				}
			case <-time.After(patience):
				t.Errorf("goes on after %d connections", n.seen())
			}
			eventually(t, "the end of all goroutines", func() bool { return !f.leaking() })
		})
	}
}

func TestAStoppedBotStaysAway(t *testing.T) {
	// absent refuses every connection but the first, until told to accept again.
	absent := func(f *fake) (n *queue, back func()) {
		n = &queue{}
		away := true
		f.OnHello(func(c *discord.Line) bool {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.most++
			if n.most > 1 && away {
				c.Cut()
				return true
			}
			return false
		})
		return n, func() { n.mu.Lock(); away = false; n.mu.Unlock() }
	}
	runApart(t, "plain discordgo", func(t *testing.T) {
		f := newFake(t)
		n, back := absent(f)
		s := plain(t, f)
		if err := s.Open(); err != nil {
			t.Fatal(err)
		}
		f.Newest().Cut()
		eventually(t, "an attempt to come back", func() bool { return n.seen() >= 2 })
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		back()
		eventually(t, "a session that was closed, and is back", func() bool { return len(f.Lines()) == 2 })
	})
	t.Run("Lede", func(t *testing.T) {
		f := newFake(t)
		n, back := absent(f)
		b := newBot(t, f)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Run(ctx) }()
		received(t, "the bot to be ready", b.Ready())
		f.Newest().Cut()
		eventually(t, "an attempt to come back", func() bool { return n.seen() >= 2 })
		stop()
		if err := received(t, "its end", ended); err != nil {
			t.Errorf("Run = %v", err)
		}
		back()
		before := n.seen()
		time.Sleep(300 * time.Millisecond) // a bot that kept trying would be back within a few hundredths of a second
		if now := n.seen(); now != before {
			t.Errorf("%d connections after it had ended", now-before)
		}
		eventually(t, "the end of all goroutines", func() bool { return !f.leaking() })
	})
}

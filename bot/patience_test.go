package bot

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lede/cards"
	"lede/commands/command"
	"lede/problem"
	"lede/store"
	"lede/tally"

	"github.com/bwmarrin/discordgo"
)

// moody is a Discord that answers one method from a list, the last answer repeating, and all others with {}.
type moody struct {
	mu      sync.Mutex
	method  string
	answers []string // each is "status body"
	asked   []time.Time
	others  *moody // answers the other methods, if set
}

func (m *moody) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method != m.method && m.others != nil {
		return m.others.RoundTrip(r)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now := "200 []"
	if r.Method == m.method && !strings.HasSuffix(r.URL.Path, "/typing") {
		m.asked = append(m.asked, time.Now())
		now = m.answers[0]
		if len(m.answers) > 1 {
			m.answers = m.answers[1:]
		}
	}
	code, body, _ := strings.Cut(now, " ")
	status, err := strconv.Atoi(code)
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func (m *moody) bot(t *testing.T, o Options) *Bot {
	t.Helper()
	o.Token, o.Client = "t", &http.Client{Transport: m}
	b, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func hello() cards.Card {
	return cards.Card{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "Hello"}}}
}

// TestAnAnswerToADirectMessageIsSentHoweverLongDiscordAsksToWait: a direct message has no deadline.
func TestAnAnswerToADirectMessageIsSentHoweverLongDiscordAsksToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &moody{method: "POST", answers: []string{`429 {"retry_after":400}`, `429 {"retry_after":400,"global":true}`, `502 `, `200 {"id":"1"}`}}
		b := m.bot(t, Options{DM: func(context.Context, command.Message) (command.Reply, error) {
			return command.Reply{Card: hello()}, nil
		}})
		began := time.Now()
		b.router.converse(t.Context(), command.Message{ID: "1", Channel: "30"})
		if len(m.asked) != 4 || m.asked[3].Sub(began) < 800*time.Second {
			t.Errorf("asked %d times", len(m.asked))
		}
	})
}

// TestADirectMessageComesWithTheIdsOfCommands: so that its help can link to commands too.
func TestADirectMessageComesWithTheIdsOfCommands(t *testing.T) {
	m, id := &moody{method: "POST", answers: []string{`200 {"id":"1"}`}}, ""
	b := m.bot(t, Options{DM: func(_ context.Context, in command.Message) (command.Reply, error) {
		id = in.IDOf("summary")
		return command.Reply{Card: hello()}, nil
	}})
	b.router.rules.ids = map[string]string{"summary": "77"}
	if b.router.converse(t.Context(), command.Message{ID: "1", Channel: "30"}); id != "77" {
		t.Errorf("its id is %q", id)
	}
}

// TestAnAnswerToADirectMessageIsGivenUpWhenDiscordAlwaysAsksToWait: by then the person has long gone.
func TestAnAnswerToADirectMessageIsGivenUpWhenDiscordAlwaysAsksToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &moody{method: "POST", answers: []string{`429 {"retry_after":45}`}}
		b := m.bot(t, Options{DM: func(context.Context, command.Message) (command.Reply, error) {
			return command.Reply{Card: hello()}, nil
		}})
		ctx, end := context.WithTimeout(t.Context(), 24*time.Hour)
		defer end()
		began := time.Now()
		b.router.converse(ctx, command.Message{ID: "1", Channel: "30"})
		if took := time.Since(began); took < 90*time.Minute || took > directLife || len(m.asked) > 160 {
			t.Errorf("given up after %v and %d requests", took, len(m.asked))
		}
	})
}

// TestManyPeopleAtOnceAreAnswered: six hundred people ask in one instant, and all whose turn comes in time are
// answered.
func TestManyPeopleAtOnceAreAnswered(t *testing.T) {
	for workers, answered := range map[int]int{4: 600, 1: 250} { // in 2.5 s, at 10 ms each
		synctest.Test(t, func(t *testing.T) {
			m := &moody{method: "POST", answers: []string{"204 "}}
			b := m.bot(t, Options{Workers: workers, Commands: []command.Command{{
				Definition: &discordgo.ApplicationCommand{Name: "open", Description: "x"},
				Handle: func(context.Context, command.Input) (command.Reply, error) {
					time.Sleep(10 * time.Millisecond)
					return command.Reply{Card: hello()}, nil
				},
			}}})
			for n := range 600 {
				id := strconv.Itoa(1000 + n)
				if _, err := b.takeInteraction(t.Context(), []byte(`{"id":"`+id+`","application_id":"6","type":2,"token":"t","user":{"id":"`+id+`"},"data":{"name":"open"}}`)); err != nil {
					t.Fatal(err)
				}
			}
			b.handlers.Wait()
			b.rejecters.Wait()
			got := b.Stats().Interactions
			if off := int(got["answered"]) - answered; off < 0 || off > 1 || got["answered"]+got["busy"] != 600 || len(m.asked) != 600 {
				t.Errorf("%d workers: %v, %d answers", workers, got, len(m.asked))
			}
		})
	}
}

// TestAPersonIsToldThatDiscordRefusedTheirAnswer: in a direct message too.
func TestAPersonIsToldThatDiscordRefusedTheirAnswer(t *testing.T) {
	for refusal, tries := range map[string]int{`400 {"code":50035}`: 2, `413 <html>`: 2, `403 {"code":240000}`: 2, `403 {"code":50007}`: 1} {
		synctest.Test(t, func(t *testing.T) {
			m := &moody{method: "POST", answers: []string{refusal, `200 {"id":"2"}`}}
			b := m.bot(t, Options{DM: func(context.Context, command.Message) (command.Reply, error) {
				return command.Reply{Card: hello()}, nil
			}})
			b.router.converse(t.Context(), command.Message{ID: "1", Channel: "30"})
			if len(m.asked) != tries {
				t.Errorf("after %s: %d tries, want %d", refusal, len(m.asked), tries)
			}
		})
	}
}

func TestADeferredAnswerIsSentAsLongAsDiscordTakesIt(t *testing.T) {
	for wait, sent := range map[string]bool{"60": true, "800": true, "1000": false} {
		synctest.Test(t, func(t *testing.T) {
			m := &moody{method: "PATCH", answers: []string{`429 {"retry_after":` + wait + `}`, `200 {}`}}
			b := m.bot(t, Options{})
			one := turn{api: b.api, timing: b.timing, it: &interaction{ID: "1", Token: "tok", ApplicationID: "600"}, acted: time.Now(), deferred: true}
			if err := one.send(t.Context(), command.Reply{Card: hello()}, false); (err == nil) != sent {
				t.Errorf("asked to wait for %s s: %v", wait, err)
			}
		})
	}
}

// TestADeferredAnswerSurvivesWhatHappensToItsEdit: “thinking” is replaced in the end, whatever Discord or a proxy says first.
// An edit that is refused for good is not repeated.
func TestADeferredAnswerSurvivesWhatHappensToItsEdit(t *testing.T) {
	const sent, unknown = `200 {"id":"1"}`, `404 {"code":10003,"message":"Unknown Channel"}`
	for name, c := range map[string]struct {
		answers []string
		asked   int
		fails   bool
	}{
		"a storm of faults":             {[]string{`502 `, `502 <html>`, `502 {"code":0,"message":"x"}`, `502 `, `502 `, sent}, 6, false},
		"a limit without a number":      {[]string{`429 {"message":"x"}`, `429 `, sent}, 3, false},
		"a limit of what stands before": {[]string{`429 <html>error code: 1015`, sent}, 2, false},
		"a page":                        {[]string{`200 <html>sign in`, sent}, 2, false},
		"an answer that is cut":         {[]string{`200 {"id":"1`, sent}, 2, false},
		"a refusal of what is between":  {[]string{`403 <html>no`, sent}, 2, false},
		"a webhook that is unknown":     {[]string{`404 {"code":10015,"message":"Unknown Webhook"}`, sent}, 2, false},
		"a channel that is unknown":     {[]string{`404 {"code":10003,"message":"Unknown Channel"}`, sent}, 2, false},
		"a place that is not ours":      {[]string{`403 {"code":50001,"message":"Missing Access"}`, `403 {"code":50013,"message":"Missing Permissions"}`, sent}, 3, false},
		"one that is unknown for long":  {[]string{unknown, unknown, unknown, unknown, unknown, unknown, unknown, unknown, sent}, 9, false},
		"a message that was deleted":    {[]string{`404 {"code":10008,"message":"Unknown Message"}`}, 4, true},
		"a token that has ended":        {[]string{`403 {"code":50027,"message":"Invalid Webhook Token"}`, sent}, 1, true},
		"a form that is wrong":          {[]string{`400 {"code":50035,"message":"Invalid Form Body"}`, sent}, 1, true},
		"limits without end":            {[]string{`429 {"retry_after":45}`}, 17, true}, // 45 s apart, then a minute, for a quarter of an hour
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &moody{method: "PATCH", answers: c.answers}
				b := m.bot(t, Options{})
				began := time.Now()
				one := turn{api: b.api, timing: b.timing, it: &interaction{ID: "1", Token: "tok", ApplicationID: "600"}, acted: began, deferred: true}
				err := one.send(t.Context(), command.Reply{Card: hello()}, false)
				if (err != nil) != c.fails || len(m.asked) != c.asked || time.Since(began) > tokenLife {
					t.Errorf("asked %d times in %v: %v", len(m.asked), time.Since(began), err)
				}
			})
		})
	}
}

// TestTroubleBesideACardIsToldOnce: whatever Discord refuses first, a person who pressed a button learns why nothing happened.
// A message that may have arrived is not sent again.
func TestTroubleBesideACardIsToldOnce(t *testing.T) {
	const sent = `200 {"id":"1"}`
	for name, c := range map[string]struct {
		answers []string
		asked   int
		fails   bool
	}{
		"at once":                  {[]string{sent}, 1, false},
		"a limit":                  {[]string{`429 {"retry_after":5}`, sent}, 2, false},
		"a place that is not ours": {[]string{`403 {"code":50001}`, `404 {"code":10003}`, sent}, 3, false},
		"an answer that was lost":  {[]string{`502 `, sent}, 1, true},
		"a webhook not yet known":  {[]string{`404 {"code":10015}`, sent}, 2, false},
		"a token that has ended":   {[]string{`403 {"code":50027}`, sent}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &moody{method: "POST", answers: c.answers}
				b := m.bot(t, Options{})
				one := turn{api: b.api, timing: b.timing, it: &interaction{ID: "1", Token: "tok", ApplicationID: "600"}, acted: time.Now(), deferred: true, update: true}
				err := one.send(t.Context(), command.Reply{Card: hello()}, true)
				if (err != nil) != c.fails || len(m.asked) != c.asked {
					t.Errorf("asked %d times: %v", len(m.asked), err)
				}
			})
		})
	}
}

// TestAPersonIsToldThatTheirChangeWasNotMade: the deferral may have arrived. An answer of another process
// is left alone, and so is a question, which another process may be answering.
func TestAPersonIsToldThatTheirChangeWasNotMade(t *testing.T) {
	const over, sent = `404 {"code":10062}`, `200 {"id":"1"}`
	for name, c := range map[string]struct {
		first   string // Discord's answer to the deferral
		reads   bool
		edits   []string
		asked   int
		outcome counter
	}{
		"it had arrived":         {over, false, []string{sent}, 1, interactionProblem},
		"and Discord goes on so": {over, false, []string{`404 {"code":10015}`, `404 {"code":10062}`, `502 `, sent}, 4, interactionProblem},
		"it had not":             {over, false, []string{`404 {"code":10015}`}, 5, interactionUnsent},
		"somebody else has it":   {`400 {"code":40060}`, false, []string{sent}, 0, interactionElsewhere},
		"a question":             {over, true, []string{sent}, 0, interactionUnsent},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				done, edits := 0, &moody{method: "PATCH", answers: c.edits}
				m := &moody{method: "POST", answers: []string{c.first}, others: edits}
				b := m.bot(t, Options{Commands: []command.Command{{
					Definition: &discordgo.ApplicationCommand{Name: "set", Description: "x"},
					Changes:    func(command.Input) bool { return !c.reads },
					Handle: func(context.Context, command.Input) (command.Reply, error) {
						done++
						return command.Reply{Card: hello()}, nil
					},
				}}})
				began := time.Now()
				b.router.serve(t.Context(), interaction{ID: "1", Token: "tok", ApplicationID: "600", Type: kindCommand, Data: data{Name: "set"}}, began)
				if len(edits.asked) != c.asked || b.counts[c.outcome].Load() != 1 || time.Since(began) > answerWithin+doubt {
					t.Errorf("%d edits in %v, outcomes %v", len(edits.asked), time.Since(began), b.counts.family(interactionAnswered, interactionDropped))
				}
				if !c.reads && done > 0 {
					t.Error("it was done")
				}
			})
		})
	}
}

// TestAFirstAnswerIsTriedWhileDiscordWaitsForIt: less and less often, and not after that.
func TestAFirstAnswerIsTriedWhileDiscordWaitsForIt(t *testing.T) {
	const answered = `204 `
	for name, c := range map[string]struct {
		answers []string
		asked   int
		fails   bool
	}{
		"three faults":                   {[]string{`502 `, `502 <html>`, `429 {"message":"x"}`, answered}, 4, false},
		"the second had arrived":         {[]string{`502 `, `502 `, `400 {"code":40060}`}, 3, false},
		"faults without end":             {[]string{`502 `}, 4, true},
		"a webhook that is unknown":      {[]string{`404 {"code":10015}`, answered}, 2, false},
		"a channel that is not ours":     {[]string{`403 {"code":50001}`, answered}, 2, false},
		"an interaction that is over":    {[]string{`404 {"code":10062}`}, 4, true},
		"one that is only said to be":    {[]string{`404 {"code":10062}`, `400 {"code":40060}`}, 2, false},
		"limits of a second":             {[]string{`429 {"retry_after":1.2}`}, 2, true}, // the next pause would be longer than Discord waits
		"what stands before bars for 60": {[]string{`429 <html>error code: 1015`, answered}, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &moody{method: "POST", answers: c.answers}
				b := m.bot(t, Options{})
				began := time.Now()
				one := turn{api: b.api, timing: b.timing, it: &interaction{ID: "1", Token: "tok", ApplicationID: "600"}, acted: began, received: began, acks: &tally.Times{}}
				err := one.callback(t.Context(), callback{Type: replyMessage})
				if (err != nil) != c.fails || len(m.asked) != c.asked || time.Since(began) > answerWithin {
					t.Errorf("asked %d times in %v: %v", len(m.asked), time.Since(began), err)
				}
			})
		})
	}
}

// TestRefusalsAndCompletionsAreRetried: every kind of first answer is retried.
func TestRefusalsAndCompletionsAreRetried(t *testing.T) {
	for name, first := range map[string]func(context.Context, *router){
		"turned away": func(ctx context.Context, r *router) {
			r.turnAway(ctx, &interaction{ID: "1", Token: "tok", Type: kindCommand}, time.Now(), busy())
		},
		"completing": func(ctx context.Context, r *router) {
			r.complete(ctx, &interaction{ID: "1", Token: "tok", Type: kindComplete}, time.Now())
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &moody{method: "POST", answers: []string{`502 `, `200 <html>sign in`, `204 `}}
				b := m.bot(t, Options{})
				first(t.Context(), b.router)
				if len(m.asked) != 3 || b.router.acks.Read().Count != 1 {
					t.Errorf("tried %d times, taken %d times", len(m.asked), b.router.acks.Read().Count)
				}
			})
		})
	}
}

// TestAnswersToDirectMessagesKeepToTheBudget: it also covers digests. Thirty people write ten times at once.
func TestAnswersToDirectMessagesKeepToTheBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &moody{method: "POST", answers: []string{`200 {"id":"1"}`}}
		var budgets store.Budgets
		b := m.bot(t, Options{
			DM: func(context.Context, command.Message) (command.Reply, error) {
				return command.Reply{Card: hello()}, nil
			},
			Budget: func(context.Context) (time.Duration, error) {
				return budgets.Take(time.Now, "posts", time.Second/45, 5), nil
			},
		})
		var all sync.WaitGroup
		for n := range 300 {
			id := strconv.Itoa(n)
			all.Go(func() { b.router.converse(t.Context(), command.Message{ID: id, Channel: strconv.Itoa(n % 30)}) })
		}
		all.Wait()
		if len(m.asked) != 300 {
			t.Errorf("%d of 300 were answered", len(m.asked))
		}
		for i := 50; i < len(m.asked); i++ {
			if within := m.asked[i].Sub(m.asked[i-50]); within < time.Second {
				t.Fatalf("51 messages were sent within %v", within)
			}
		}
	})
}

// TestADirectMessageIsAnsweredOnce: once Discord may have forgotten the nonce, the bot looks for a copy that may have arrived.
func TestADirectMessageIsAnsweredOnce(t *testing.T) {
	const lost, long, unsent = `502 `, `429 {"retry_after":400}`, `200 []`
	there := `200 [{"id":"3","author":{"id":"20"},"message_reference":{"message_id":"1"}},{"id":"2","author":{"id":"6","bot":true},"message_reference":{"message_id":"1"}}]`
	another := `200 [{"id":"2","author":{"id":"6","bot":true},"message_reference":{"message_id":"0"}}]`
	for name, c := range map[string]struct {
		posts, looks []string
		posted       int
		looked       int
	}{
		"it had arrived":               {[]string{lost, long, `200 {"id":"2"}`}, []string{there}, 2, 1},
		"it had not":                   {[]string{lost, long, `200 {"id":"2"}`}, []string{unsent}, 3, 1},
		"another was answered":         {[]string{lost, long, `200 {"id":"2"}`}, []string{another}, 3, 1},
		"it cannot be known yet":       {[]string{lost, long, `200 {"id":"2"}`}, []string{`502 `, `429 {"retry_after":30}`, there}, 2, 3},
		"the nonce is not forgotten":   {[]string{lost, lost, lost, `200 {"id":"2"}`}, []string{there}, 4, 0},
		"no copy can have arrived yet": {[]string{long, long, `200 {"id":"2"}`}, []string{there}, 3, 0},
		"it may be lost again":         {[]string{lost, long, lost, long, `200 {"id":"2"}`}, []string{unsent, there}, 4, 2},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := &moody{method: "POST", answers: c.posts, others: &moody{method: "GET", answers: c.looks}}
				b := m.bot(t, Options{DM: func(context.Context, command.Message) (command.Reply, error) {
					return command.Reply{Card: hello()}, nil
				}})
				b.router.converse(t.Context(), command.Message{ID: "1", Channel: "30"})
				if len(m.asked) != c.posted || len(m.others.asked) != c.looked {
					t.Errorf("sent %d times, looked %d times; want %d, %d", len(m.asked), len(m.others.asked), c.posted, c.looked)
				}
			})
		})
	}
}

// TestAPageIsNoAcknowledgement: a proxy that answers a callback with HTML and status 200 has not answered the person.
func TestAPageIsNoAcknowledgement(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		calls   int
		told    bool
	}{
		"a page, then Discord":          {[]string{`200 <html>sign in</html>`, `204 `}, 2, true},
		"pages only":                    {[]string{`200 <html>sign in</html>`}, 4, false},
		"a page that forbids, then not": {[]string{`403 <html>no</html>`, `204 `}, 2, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			m := &moody{method: "POST", answers: c.answers}
			b := m.bot(t, Options{})
			one := turn{api: b.api, timing: b.timing, it: &interaction{ID: "1", Token: "tok", ApplicationID: "600"}, acted: time.Now()}
			outcome, _ := one.finish(t.Context(), command.Reply{Card: hello()}, nil)
			if (outcome == outcomeAnswered) != c.told || len(m.asked) != c.calls {
				t.Errorf("%s: %s after %d calls", name, outcome, len(m.asked))
			}
		})
	}
}

// TestCommandsAreWrittenOnceAWait, even after an odd answer.
func TestCommandsAreWrittenOnceAWait(t *testing.T) {
	for name, c := range map[string]struct {
		answers []string
		after   []time.Duration // between the questions, at least
		synced  bool
	}{
		"asked to wait": {[]string{`429 {"retry_after":300}`, `429 {"retry_after":500}`, `200 [{"name":"open"}]`}, []time.Duration{300 * time.Second, 500 * time.Second}, true},
		"a proxy's no":  {[]string{`403 <html>no`, `403 {"message":"no","code":0}`, `200 [{"name":"open","type":1}]`}, []time.Duration{time.Second, time.Second}, true},
		"Discord's no":  {[]string{`403 {"message":"Missing Access","code":50001}`, `200 [{"name":"open"}]`}, []time.Duration{10 * time.Minute}, true},
		"another list":  {[]string{`200 [{"name":"shut"}]`, `200 [{"name":"shut"},{"name":"open"}]`}, []time.Duration{10 * time.Minute}, true},
		"no list":       {[]string{`200 {}`}, nil, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			m := &moody{method: "PUT", answers: c.answers}
			b := m.bot(t, Options{Commands: []command.Command{{
				Definition: &discordgo.ApplicationCommand{Name: "open", Description: "x"},
				Handle:     func(context.Context, command.Input) (command.Reply, error) { return command.Reply{}, nil },
			}}})
			b.syncCommands(t.Context(), "600")
			if b.synced != c.synced || len(m.asked) != len(c.after)+1 {
				t.Fatalf("%s: written: %v, asked %d times", name, b.synced, len(m.asked))
			}
			for i, least := range c.after {
				if waited := m.asked[i+1].Sub(m.asked[i]); waited < least || waited > least+10*time.Second {
					t.Errorf("%s: question %d came after %v", name, i+2, waited)
				}
			}
		})
	}
}

// TestABotThatStopsGivesUpWaiting: Discord asks it to wait for longer than it has.
func TestABotThatStopsGivesUpWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &moody{method: "POST", answers: []string{`429 {"retry_after":400}`}}
		b := m.bot(t, Options{DM: func(context.Context, command.Message) (command.Reply, error) {
			return command.Reply{Card: hello()}, nil
		}})
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		began := time.Now()
		b.router.converse(ctx, command.Message{ID: "1", Channel: "30"})
		if took := time.Since(began); took != time.Minute+b.timing.Abandon || len(m.asked) != 1 {
			t.Errorf("gave up after %v, asked %d times", took, len(m.asked))
		}
	})
}

// TestOneOddAnswerErasesNothing: only a code of Discord's says that the bot is not in a server.
func TestOneOddAnswerErasesNothing(t *testing.T) {
	for answer, gone := range map[string]bool{
		`403 <html>no`: false, `403 {"message":"403: Forbidden","code":0}`: false, `403 {"message":"Application not yet available","code":110001}`: false,
		`403 {"message":"Missing Access","code":50001}`: true, `403 {"message":"Unknown Guild","code":10004}`: true,
	} {
		m := &moody{method: "GET", answers: []string{answer}}
		in, err := m.bot(t, Options{}).Member(t.Context(), "10")
		if in || (err == nil) != gone {
			t.Errorf("%s: in %v, %v", answer, in, err)
		}
	}
}

// TestASavedChangeIsNotCalledUndone: a command saves, and then fails to read what it saved for its answer, or is stopped.
// Trying again would do it twice.
func TestASavedChangeIsNotCalledUndone(t *testing.T) {
	const unknown, nothing = "cannot tell whether this was saved", "nothing could be looked up or saved"
	kv := store.NewMemory(nil)
	save := func(ctx context.Context) error {
		return kv.Update(ctx, "guild:1", func(tx store.Tx) error { return tx.Put("digests", "1", []byte("x")) })
	}
	for name, c := range map[string]struct {
		change func(context.Context) error
		told   string
	}{
		"saved, then the store is away": {func(ctx context.Context) error { return errors.Join(save(ctx), store.ErrUnavailable) }, unknown},
		"saved, then no time is left":   {func(ctx context.Context) error { return errors.Join(save(ctx), context.DeadlineExceeded) }, unknown},
		"saved, then the disk fails":    {func(ctx context.Context) error { return errors.Join(save(ctx), store.ErrUnsaved) }, unknown},
		"saved, then the disk is full":  {func(ctx context.Context) error { return errors.Join(save(ctx), store.ErrFull) }, "could not be saved: my storage is full"},
		"noted, then a site is slow": {func(ctx context.Context) error {
			slow := problem.New("feed.slow", "name", "paper.example").Because(context.DeadlineExceeded)
			return errors.Join(save(ctx), problem.New("desk.feed-not-kept").Because(slow))
		}, "took too long to answer"},
		"saved, then a store is away that something was asked of": {func(ctx context.Context) error {
			return errors.Join(save(ctx), problem.New("feed.failed", "name", "x").Because(store.ErrUnavailable))
		}, unknown},
		"saved, then refused":            {func(ctx context.Context) error { return errors.Join(save(ctx), busy()) }, "too many people"},
		"not saved, the store is away":   {func(context.Context) error { return store.ErrUnavailable }, nothing},
		"saved for another, then away":   {func(context.Context) error { return errors.Join(save(t.Context()), store.ErrUnavailable) }, nothing},
		"it is not known what was saved": {func(context.Context) error { return errors.Join(store.ErrUncertain, store.ErrUnavailable) }, unknown},
	} {
		sent := &recorder{}
		r, ctx := stubRouter(t, sent)
		r.firstHere = func(context.Context, *interaction) bool { return true }
		r.byName["change"] = command.Command{
			Definition: &discordgo.ApplicationCommand{Name: "change"},
			Changes:    func(command.Input) bool { return true },
			Handle: func(ctx context.Context, _ command.Input) (command.Reply, error) {
				return command.Reply{}, c.change(ctx)
			},
		}
		r.serve(ctx, interaction{ID: "1", Token: "t", Type: kindCommand, Data: data{Name: "change"}}, time.Now())
		if last := sent.last(); !strings.Contains(last, c.told) {
			t.Errorf("%s: the person was told %s", name, last)
		}
	}
}

// TestASlowDeferralTakesNoWorker: while Discord is slow to accept a deferral, the workers are free.
func TestASlowDeferralTakesNoWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sent := &recorder{}
		r, ctx := stubRouter(t, sent)
		r.firstHere = func(context.Context, *interaction) bool {
			time.Sleep(r.timing.Hurry + time.Millisecond) // as long as the next request may take
			return true
		}
		r.byName["change"] = command.Command{
			Definition: &discordgo.ApplicationCommand{Name: "change"},
			Changes:    func(command.Input) bool { return true },
			Handle: func(context.Context, command.Input) (command.Reply, error) {
				return command.Reply{Card: cards.Notice("It is done.", "")}, nil
			},
		}
		for range 20 { // otherwise one could get a worker by chance after its time is over
			r.serve(ctx, interaction{ID: "1", Token: "t", Type: kindCommand, Data: data{Name: "change"}}, time.Now())
			if last := sent.last(); !strings.Contains(last, "It is done.") {
				t.Fatalf("the person was told %s", last)
			}
		}
	})
}

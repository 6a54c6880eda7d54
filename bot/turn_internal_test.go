package bot

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/rest"
	"lede/tally"
)

// hanging is a Discord that never answers the first requests. taken says whether it carries them out.
type hanging struct {
	first int
	taken bool
	asked []time.Duration
	began time.Time
}

func (h *hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	h.asked = append(h.asked, time.Since(h.began))
	if len(h.asked) <= h.first {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	answer := &http.Response{StatusCode: http.StatusNoContent, Body: http.NoBody, Header: http.Header{}, Request: r}
	if h.taken {
		answer.StatusCode, answer.Body = http.StatusBadRequest, io.NopCloser(strings.NewReader(`{"code":40060,"message":"Interaction has already been acknowledged."}`))
	}
	return answer, nil
}

// TestAnAnswerThatHangsIsSentOnceMore: while Discord still waits for it, so the person is answered whether or not the first
// arrived. With no time left for another, or with files, the bot keeps waiting.
func TestAnAnswerThatHangsIsSentOnceMore(t *testing.T) {
	file := message{files: []rest.File{{Name: "a", Data: []byte("x")}}}
	for name, c := range map[string]struct {
		discord hanging
		ago     time.Duration
		data    any
		fails   bool
		asked   int
	}{
		"it is lost":            {hanging{first: 1}, 0, message{}, false, 2},
		"it has arrived":        {hanging{first: 1, taken: true}, 0, message{}, false, 2},
		"no answer at all":      {hanging{first: 5}, 0, message{}, true, 2},
		"late in three seconds": {hanging{first: 1}, 2500 * time.Millisecond, message{}, true, 1},
		"with files":            {hanging{first: 1}, 0, file, true, 1},
		"answered at once":      {hanging{}, 0, message{}, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := c.discord
				d.began = time.Now()
				acted := time.Now().Add(-c.ago)
				turn := turn{
					api: rest.New(rest.Options{Token: "t", HTTP: &http.Client{Transport: &d}}), timing: DefaultTiming(),
					it: &interaction{ID: "7", Token: "tok"}, acted: acted, received: acted, acks: new(tally.Times),
				}
				err := turn.callback(t.Context(), callback{Type: replyMessage, Data: c.data})
				var s *rest.Silence
				if (err != nil) != c.fails || err != nil && !errors.As(err, &s) || len(d.asked) != c.asked {
					t.Errorf("asked after %v: %v", d.asked, err)
				}
				if n := len(d.asked); n == 2 && d.asked[1] > answerWithin-time.Second/2 {
					t.Errorf("the second attempt comes after %v", d.asked[1])
				}
			})
		})
	}
}

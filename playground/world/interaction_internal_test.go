package world

import (
	"fmt"
	"testing"
	"time"

	"lede/playground/rules"
)

// TestAPromisedAnswerIsWaitedFor however many ask after it, until its token is useless. Of the others the latest are kept.
func TestAPromisedAnswerIsWaitedFor(t *testing.T) {
	begun := time.Now()
	s := &State{Interactions: map[string]*Interaction{}, Waits: Waits{Answer: 3 * time.Second, Token: 15 * time.Minute}}
	ask := func(id string, original *Message) {
		i := &Interaction{ID: id, At: begun, Original: original}
		s.Interactions[id], s.asked = i, append(s.asked, i)
	}
	ask("thinking", &Message{Flags: rules.FlagLoading})
	for n := range keptAsked + 9 {
		ask(fmt.Sprint(n), nil)
	}
	s.forget(begun.Add(time.Second)) // nobody has given an answer up yet
	if len(s.Interactions) != keptAsked+10 {
		t.Errorf("%d are left of %d that may still be answered", len(s.Interactions), keptAsked+10)
	}
	s.forget(begun.Add(time.Minute))
	if s.Interactions["thinking"] == nil || s.Interactions["10"] != nil || s.Interactions["11"] == nil || len(s.Interactions) != keptAsked-1 || len(s.asked) != keptAsked-1 {
		t.Errorf("%d are left; of the first: %v", len(s.Interactions), s.Interactions["thinking"])
	}
	s.forget(begun.Add(time.Hour))
	if len(s.Interactions)+len(s.asked) != 0 {
		t.Errorf("%d have useless tokens", len(s.Interactions))
	}
}

package delivery

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"lede/desk"
	"lede/scheduler"
	"lede/store"
)

func TestWhatBecameOfAJobIsCounted(t *testing.T) {
	var j Jobs
	outcome := JobDone
	var told []Job
	d := Deliverer{Done: func(job Job) { told = append(told, job); j.Count(job) }, outcome: &outcome}
	s := scheduler.Slot{Claim: store.Claim{Owner: "guild:g", ID: "1", At: after(5), Due: after(0)}}
	d.ended(desk.OutcomeSent)
	d.done(s, time.Now(), nil)
	d.done(s, time.Now(), fmt.Errorf("x: %w", store.ErrLost))
	d.done(s, time.Now(), errors.New("x"))
	var got []string
	for _, job := range told {
		got = append(got, job.Task+" "+job.Outcome)
	}
	if want := []string{"digest " + desk.OutcomeSent, "digest " + JobLost, "digest " + JobFailed}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	all := j.Read()
	if all[Key{"digest", desk.OutcomeSent}] != 1 || all[Key{"digest", JobLost}] != 1 || len(all) != 11 {
		t.Errorf("%v", all)
	}
	(Deliverer{}).ended(JobRetry) // where nobody wants to know
	kv := store.NewMemory(nil)
	defer kv.Close()
	d.Desk = desk.New(desk.Options{Store: kv})
	if err := d.snooze(t.Context(), s, after(9)); !errors.Is(err, store.ErrLost) || outcome != JobRetry {
		t.Errorf("what is put off is %s, %v", outcome, err)
	}
	for task, want := range map[string]bool{"digest": true, "greet": true, "tell source": true, "visit": false, "ask": false, "": false} {
		if Awaited(task) != want {
			t.Errorf("%s is awaited: %v", task, !want)
		}
	}
}

// TestWhatIsPostedLateCountsAsLag as what is posted in time does, and what is not posted does not.
func TestWhatIsPostedLateCountsAsLag(t *testing.T) {
	var jobs Jobs
	for _, outcome := range []string{desk.OutcomeSent, desk.OutcomeLate, desk.OutcomeRefused, JobRetry} {
		jobs.Count(Job{Task: "digest", Outcome: outcome, Slot: scheduler.Slot{Claim: store.Claim{Due: morning, At: after(3)}}, Took: time.Second})
	}
	if lag := jobs.Lag.Read(); lag.Count != 2 {
		t.Errorf("%d times are counted", lag.Count)
	}
}

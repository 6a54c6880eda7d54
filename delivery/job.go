package delivery

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"lede/desk"
	"lede/scheduler"
	"lede/store"
	"lede/tally"
)

// Job is the outcome of one due task, for the log and the metrics.
type Job struct {
	Slot scheduler.Slot
	Task string
	ID   string // of the digest, if the task is about one
	// Outcome is an outcome of the ledger, or one of those below.
	Outcome string
	Took    time.Duration
	Err     error // why it failed
}

// The other outcomes of a job.
const (
	JobDone   = "done"   // and there is nothing to tell
	JobRetry  = "retry"  // it is tried again later
	JobFailed = "failed" // it could not be settled, and is tried again when its lease ends
	JobLost   = "lost"   // another process has it, or an admin changed what it is about
)

// tasks are the names of tasks in the log.
var tasks = map[desk.Task]string{
	desk.PostDigest: "digest", desk.PublishDigest: "publish", desk.TellPaused: "tell paused", desk.TellHeld: "tell held", desk.TellRecovered: "tell recovered", desk.CorrectDigest: "correct", desk.WithdrawPost: "withdraw",
	desk.EraseLeft: "erase", desk.AskMember: "ask", desk.GreetGuild: "greet", desk.DropDraft: "drop draft", desk.DropTurn: "drop turn", desk.DropBriefs: "drop briefs",
	desk.TellReport: "report", desk.FollowFeed: "follow", desk.TellSource: "tell source", desk.VisitSite: "visit", desk.WakeFollowers: "wake", desk.TellFollowers: "tell followers",
}

// Awaited reports whether somebody waits for such a task, so that its end deserves a line in the log.
func Awaited(task string) bool {
	return slices.Contains([]string{"digest", "publish", "tell paused", "tell held", "tell recovered", "tell source", "withdraw", "report", "erase", "greet"}, task)
}

// Key identifies jobs that are counted together.
type Key struct{ Task, Outcome string }

// Jobs counts the outcomes of due tasks, and how late digests were posted.
type Jobs struct {
	Ends tally.Counts[Key]
	Lag  tally.Times
}

// Count counts a job.
func (j *Jobs) Count(job Job) {
	j.Ends.Add(Key{job.Task, job.Outcome})
	if job.Outcome == desk.OutcomeSent || job.Outcome == desk.OutcomeLate {
		j.Lag.Add(job.Slot.At.Sub(job.Slot.Due) + job.Took)
	}
}

// Read returns the counts so far, including those of digest outcomes that have not occurred.
func (j *Jobs) Read() map[Key]uint64 {
	all := map[Key]uint64{}
	for _, outcome := range []string{
		desk.OutcomeSent, desk.OutcomeLate, desk.OutcomeQuiet, desk.OutcomeMissed, desk.OutcomeRefused, desk.OutcomeHeld, desk.OutcomeUncertain, desk.OutcomeDropped,
		JobRetry, JobFailed, JobLost,
	} {
		all[Key{tasks[desk.PostDigest], outcome}] = 0
	}
	for k, n := range j.Ends.Read() {
		all[k] = n
	}
	return all
}

// ended records the outcome of the job, if its end can be saved.
func (d Deliverer) ended(outcome string) {
	if d.outcome != nil {
		*d.outcome = outcome
	}
}

// snooze postpones a task.
func (d Deliverer) snooze(ctx context.Context, s scheduler.Slot, at time.Time) error {
	d.ended(JobRetry)
	return d.Desk.Snooze(ctx, s.Claim, at)
}

// done passes the job of a slot to Done.
func (d Deliverer) done(s scheduler.Slot, began time.Time, err error) {
	task, id := desk.TaskOf(s.Claim)
	job := Job{Slot: s, Task: cmp.Or(tasks[task], "other"), ID: id, Outcome: *d.outcome, Took: time.Since(began), Err: err}
	switch {
	case errors.Is(err, store.ErrLost):
		job.Outcome = JobLost
	case err != nil:
		job.Outcome = JobFailed
	}
	d.Done(job)
}

package desk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lede/desk/digests"
	"lede/desk/drafts"
	"lede/desk/feeds"
	"lede/desk/locale"
	"lede/desk/record"
	"lede/desk/reports"
	"lede/desk/sources"
	"lede/desk/stories"
	"lede/desk/talk"
	"lede/store"
)

// Task is the kind of an item in the due index. Work that must survive restarts is such an item: one replica claims it, and
// it is retried until it is done.
type Task int

// The tasks.
const (
	PostDigest    Task = iota
	PublishDigest      // an edition that was posted, to those who follow the channel
	TellPaused         // the admins, that Discord refused a digest
	TellHeld           // the admins, that a filter blocked an edition
	TellRecovered      // the admins, that it is posted again
	CorrectDigest      // whether a source has changed what an edition showed
	WithdrawPost       // an edition that an admin found wrong
	EraseLeft          // what is kept of a guild that the bot has left
	GreetGuild         // to which the bot was just added
	AskMember          // whether the bot is still in a guild that has data here
	DropDraft          // what a person typed into a form, when its time is over
	DropTurn           // what a person talked about, when its time is over
	DropBriefs         // what was briefed for a person alone and not looked at for long
	TellReport         // the admins, what a reader found wrong
	FollowFeed         // whether a feed knows what a guild wants of it
	TellSource         // the admins, how a source is doing
	VisitSite          // for what is new in its feeds
	WakeFollowers      // of a feed that has something new
	TellFollowers      // of a feed that their admins are to hear of it
)

const (
	eraseID  = "erase"
	memberID = "member"
	greetID  = "greet"
)

// TaskOf returns the task of a claim, and the id of the digest or feed that it concerns.
func TaskOf(c store.Claim) (task Task, id string) {
	switch task, id := feeds.TaskOf(c); task {
	case feeds.Visit:
		return VisitSite, id
	case feeds.Wake:
		return WakeFollowers, id
	case feeds.Tell:
		return TellFollowers, id
	}
	switch c.ID {
	case eraseID:
		return EraseLeft, ""
	case memberID:
		return AskMember, ""
	case greetID:
		return GreetGuild, ""
	case drafts.DueID:
		return DropDraft, ""
	case talk.DueID:
		return DropTurn, ""
	case briefsID:
		return DropBriefs, ""
	}
	for _, p := range prefixes {
		if id, ok := strings.CutPrefix(c.ID, p.prefix); ok {
			return p.task, id
		}
	}
	return PostDigest, c.ID
}

// prefixes are those of the ids of tasks about a digest or a source.
var prefixes = []struct {
	prefix string
	task   Task
}{
	{digests.PublishPrefix, PublishDigest}, {digests.AlertPrefix, TellPaused}, {digests.HeldPrefix, TellHeld}, {digests.RecoveredPrefix, TellRecovered}, {digests.CorrectPrefix, CorrectDigest},
	{digests.WithdrawPrefix, WithdrawPost}, {reports.DuePrefix, TellReport}, {sources.FollowPrefix, FollowFeed}, {sources.NoticePrefix, TellSource},
}

// OfNewer tells a claim that is about nothing this version knows: the id of a digest is a number, or it
// is that of a person's own. A process of a later version, which runs beside this one while Lede is upgraded, knows what to do.
func OfNewer(c store.Claim) bool {
	task, id := TaskOf(c)
	return task == PostDigest && id != digests.Own && strings.Trim(id, "0123456789") != ""
}

// MayTakeLong reports whether a claim waits for other people's sites. Digest deliveries must not wait behind such claims.
func MayTakeLong(c store.Claim) bool {
	task, _ := TaskOf(c)
	return task == VisitSite
}

// GuildOf returns the guild to which a claim belongs, or the person as Alone names them.
func GuildOf(c store.Claim) string { return record.Who(c.Owner) }

// PersonOf returns the person named by Alone; "" for a guild.
func PersonOf(guild string) string { return record.Person(guild) }

// Ahead reads all that a digest that is due is put together from, but for the articles themselves, for the reads that follow under the
// context that it returns.
func (d *Desk) Ahead(ctx context.Context, c store.Claim) context.Context {
	return store.Ahead(ctx, d.kv, c.Owner, append(digests.Spots(c.ID),
		store.Spot{Kind: kindSettings, Key: "guild"}, locale.Spot, store.Spot{Kind: sources.Kind}, store.Spot{Kind: kindShelf}, stories.Spot)...)
}

// Dismiss ends an item of the due index with nothing more to do.
func (d *Desk) Dismiss(ctx context.Context, c store.Claim) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Settle(c, time.Time{}) })
	if err != nil {
		return fmt.Errorf("ending %s: %w", c.ID, err)
	}
	return nil
}

// Snooze postpones an item that could not be dealt with.
func (d *Desk) Snooze(ctx context.Context, c store.Claim, at time.Time) error {
	err := d.kv.Update(ctx, c.Owner, func(tx store.Tx) error { return tx.Retry(c, at) })
	if err != nil {
		return fmt.Errorf("putting off %s: %w", c.ID, err)
	}
	return nil
}

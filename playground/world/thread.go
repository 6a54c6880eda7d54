package world

import (
	"maps"
	"slices"
	"time"

	"lede/playground/wire"
)

const (
	keptThreads    = 200 // per guild
	flagRequireTag = 1 << 4
	// ArchiveAfter is the time without messages after which a thread is archived, unless it was created with another.
	ArchiveAfter = 3 * 24 * time.Hour
)

// Thread is a post of a forum, with a conversation of its own. A bot creates it with its first message, whose id it shares.
type Thread struct {
	Channel
	Parent string        `json:"parent_id"` // the forum
	Owner  string        `json:"owner_id"`
	Tags   []string      `json:"applied_tags"`
	Idle   time.Duration `json:"-"` // after which it is archived

	Made     time.Time `json:"-"`
	archived time.Time // by hand; zero if it was not
	opened   time.Time // by hand, the last time
}

// KeepThread adds a thread to its guild. The oldest makes room, with all its messages.
func (s *State) KeepThread(p Place, t *Thread) {
	g := p.Guild
	if len(g.Threads) >= keptThreads {
		delete(s.Messages, g.Threads[0].ID)
		g.Threads = g.Threads[1:]
	}
	g.Threads = append(g.Threads, t)
}

// ArchivedAt returns when a thread was archived: by hand, or because nobody wrote in it for too long.
func (s *State) ArchivedAt(t *Thread) (at time.Time, archived bool) {
	if !t.archived.IsZero() {
		return t.archived, true
	}
	last := t.Made
	if list := s.Messages[t.ID]; len(list) > 0 {
		last = timeOf(list[len(list)-1].ID)
	}
	if t.opened.After(last) {
		last = t.opened
	}
	at = last.Add(t.Idle)
	return at, !at.After(s.Clock.Now())
}

// Archive archives a thread, as a moderator would. Writing in it reopens it. It takes the lock.
func (s *State) Archive(threadID string) {
	s.Lock()
	defer s.Unlock()
	if p, ok := s.World.Place(threadID); ok && p.Thread != nil {
		s.SetArchived(p, true)
	}
}

// SetArchived archives the thread of a place or opens it.
func (s *State) SetArchived(p Place, archived bool) {
	now := s.Clock.Now()
	p.Thread.archived, p.Thread.opened = now, time.Time{}
	if !archived {
		p.Thread.archived, p.Thread.opened = time.Time{}, now
	}
	s.Hear(Event{Name: "THREAD_UPDATE", Data: s.ChannelObject(p), Intent: IntentGuilds, Guild: p.Guild.ID})
}

// Threads lists the threads of a guild, or of one of its forums, that the bot sees, newest first: either the archived ones or
// the others.
func (s *State) Threads(g *Guild, forum string, archived bool) []*Thread {
	var out []*Thread
	for _, t := range slices.Backward(g.Threads) {
		if forum != "" && t.Parent != forum {
			continue
		}
		_, is := s.ArchivedAt(t)
		if seen := s.BotPermissions(Place{Channel: t.Channel, Guild: g, Thread: t}) != 0; seen && is == archived {
			out = append(out, t)
		}
	}
	return out
}

// ThreadObjects returns threads of a guild as JSON objects.
func (s *State) ThreadObjects(g *Guild, list []*Thread) []any {
	out := []any{}
	for _, t := range list {
		out = append(out, s.ChannelObject(Place{Channel: t.Channel, Guild: g, Thread: t}))
	}
	return out
}

// threadObject adds the fields of a thread to a channel's object.
func (s *State) threadObject(o wire.Object, t *Thread) wire.Object {
	at, archived := s.ArchivedAt(t)
	if !archived {
		at = t.Made // it changes when a thread is archived or reopened
	}
	n := len(s.Messages[t.ID])
	delete(o, "permission_overwrites")
	maps.Copy(o, wire.Object{
		"parent_id": t.Parent, "owner_id": t.Owner, "applied_tags": t.Tags, "member_count": 1,
		"message_count": max(n-1, 0), "total_message_sent": max(n-1, 0), "rate_limit_per_user": 0,
		"thread_metadata": wire.Object{
			"archived": archived, "locked": false, "archive_timestamp": stamp(at), "create_timestamp": stamp(t.Made),
			"auto_archive_duration": int(t.Idle / time.Minute),
		},
	})
	return o
}

// forumObject adds the fields of a forum to a channel's object.
func (s *State) forumObject(o wire.Object, p Place) {
	tags := []any{}
	for _, t := range p.Tags {
		tags = append(tags, wire.Object{"id": t.ID, "name": t.Name, "moderated": false, "emoji_id": nil, "emoji_name": nil})
	}
	maps.Copy(o, wire.Object{
		"available_tags": tags, "default_reaction_emoji": nil, "default_sort_order": nil, "default_forum_layout": 0,
		"default_auto_archive_duration": int(ArchiveAfter / time.Minute), "last_message_id": nil,
	})
	if p.RequireTag {
		o["flags"] = flagRequireTag
	}
	for _, t := range p.Guild.Threads {
		if t.Parent == p.ID {
			o["last_message_id"] = t.ID
		}
	}
}

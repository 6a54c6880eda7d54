package playground

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
)

const (
	keptThreads    = 200 // of a guild
	flagRequireTag = 1 << 4
	// archiveAfter is how long nobody may write in a thread before it is archived, unless it was made otherwise.
	archiveAfter = 3 * 24 * time.Hour
)

// Thread is a post of a forum, with a conversation of its own. A bot makes it with its first message, whose id it has.
type Thread struct {
	Channel
	Parent string        `json:"parent_id"` // the forum
	Owner  string        `json:"owner_id"`
	Tags   []string      `json:"applied_tags"`
	Idle   time.Duration `json:"-"` // after which it is archived

	made     time.Time
	archived time.Time // by hand; zero when it was not
}

// postThread makes a post in a forum. As with a message, permissions are looked at first.
func (s *Server) postThread(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type != ForumChannel {
		return nil, wrongChannelType()
	}
	if s.botPermissions(p)&PermissionSend == 0 {
		return nil, missingPermissions()
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	first, _ := sent["message"].(object)
	flags := intOf(first, "flags", 0) & mayHave
	if err := s.checkThread(p, sent, first, a.files, flags); err != nil {
		return nil, err
	}
	t := &Thread{
		Channel: Channel{ID: s.ids.next(), Name: textOf(sent, "name"), Type: PublicThread}, Parent: p.ID, Owner: s.botID,
		Tags: texts(listOf(sent, "applied_tags")), Idle: archiveAfter, made: s.clock.Now(),
	}
	if minutes := intOf(sent, "auto_archive_duration", 0); minutes > 0 {
		t.Idle = time.Duration(minutes) * time.Minute
	}
	s.keepThread(p, t)
	at := place{Channel: t.Channel, guild: p.guild, thread: t}
	m := s.blank(at, s.botID, flags)
	m.id, m.body["id"] = t.ID, t.ID
	m.body = s.draw(m.body, first)
	s.enclose(m.body, t.ID, a.files)
	s.mention(m, first, at)
	made := s.channelObject(at)
	made["newly_created"] = true
	s.dispatch(event{name: "THREAD_CREATE", data: made, intent: intentGuilds, guild: p.guild.ID})
	s.publishLocked(update{Kind: "world"})
	s.add(m, at)
	answer := s.channelObject(at)
	answer["message"] = m.body
	return created(answer), nil
}

// created is an answer with the status 201.
type created object

func (s *Server) checkThread(p place, sent, first object, files []*file, flags int) error {
	c := checker{}
	c.object("", sent, shapes["forum post"])
	if minutes := intOf(sent, "auto_archive_duration", 60); !slices.Contains([]int{60, 1440, 4320, 10080}, minutes) {
		c.add("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of (60, 1440, 4320, 10080).")
	}
	if err := c.refusal(); err != nil {
		return err
	}
	tags := texts(listOf(sent, "applied_tags"))
	if slices.ContainsFunc(tags, func(id string) bool { return !slices.ContainsFunc(p.Tags, func(t Tag) bool { return t.ID == id }) }) {
		return unknown("Tag", 10087)
	}
	if p.RequireTag && len(tags) == 0 {
		return &refusal{status: http.StatusBadRequest, code: 40067, message: "A tag is required to create a forum post in this channel"}
	}
	return within("message", checkMessage(first, s.withFiles(first, files), flags))
}

func texts(list []any) []string {
	out := []string{}
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// keepThread puts a thread into its guild. The oldest makes room, with all that was said in it.
func (s *Server) keepThread(p place, t *Thread) {
	g := p.guild
	if len(g.Threads) >= keptThreads {
		delete(s.messages, g.Threads[0].ID)
		g.Threads = g.Threads[1:]
	}
	g.Threads = append(g.Threads, t)
}

// archivedAt is when a thread was archived: by hand, or because nobody wrote in it for too long.
func (s *Server) archivedAt(t *Thread) (at time.Time, archived bool) {
	if !t.archived.IsZero() {
		return t.archived, true
	}
	last := t.made
	if list := s.messages[t.ID]; len(list) > 0 {
		last = timeOf(list[len(list)-1].id)
	}
	at = last.Add(t.Idle)
	return at, !at.After(s.clock.Now())
}

// timeOf is when an id was given.
func timeOf(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64) // an id of our own
	return time.UnixMilli(n>>22 + discordEpoch)
}

// Archive archives a thread, as a moderator would. Writing in it opens it again.
func (s *Server) Archive(threadID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.world.place(threadID); ok && p.thread != nil {
		p.thread.archived = s.clock.Now()
		s.dispatch(event{name: "THREAD_UPDATE", data: s.channelObject(p), intent: intentGuilds, guild: p.guild.ID})
	}
}

// threads lists those of a guild, or of one forum in it, that are archived or not, the newest first.
func (s *Server) threads(g *Guild, forum string, archived bool) []*Thread {
	var out []*Thread
	for _, t := range slices.Backward(g.Threads) {
		_, is := s.archivedAt(t)
		if is == archived && (forum == "" || t.Parent == forum) && s.botPermissions(place{Channel: t.Channel, guild: g, thread: t}) != 0 {
			out = append(out, t)
		}
	}
	return out
}

func (s *Server) threadObjects(g *Guild, list []*Thread) []any {
	out := []any{}
	for _, t := range list {
		out = append(out, s.channelObject(place{Channel: t.Channel, guild: g, thread: t}))
	}
	return out
}

func (s *Server) getActiveThreads(a *ask) (any, error) {
	g, ok := s.world.guild(a.PathValue("guild"))
	if !ok {
		return nil, unknown("Guild", 10004)
	}
	return object{"threads": s.threadObjects(g, s.threads(g, "", false)), "members": []any{}, "has_more": false}, nil
}

// getArchivedThreads lists the archived posts of a forum, those archived last first.
func (s *Server) getArchivedThreads(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type != ForumChannel {
		return nil, wrongChannelType()
	}
	if s.botPermissions(p)&PermissionReadHistory == 0 {
		return nil, missingPermissions()
	}
	limit, before := 50, time.Time{}
	q := a.URL.Query()
	if v := q.Get("limit"); v != "" {
		if limit, err = strconv.Atoi(v); err != nil || limit < 2 || limit > 100 {
			return nil, invalid("limit", "NUMBER_TYPE_MAX", "int value should be between 2 and 100.")
		}
	}
	if v := q.Get("before"); v != "" {
		if before, err = time.Parse(time.RFC3339, v); err != nil {
			return nil, invalid("before", wants[stamp][0], wants[stamp][1])
		}
	}
	list := slices.DeleteFunc(s.threads(p.guild, p.ID, true), func(t *Thread) bool {
		at, _ := s.archivedAt(t)
		return !before.IsZero() && !at.Before(before)
	})
	slices.SortStableFunc(list, func(a, b *Thread) int {
		x, _ := s.archivedAt(a)
		y, _ := s.archivedAt(b)
		return y.Compare(x)
	})
	more := len(list) > limit
	return object{"threads": s.threadObjects(p.guild, list[:min(len(list), limit)]), "members": []any{}, "has_more": more}, nil
}

// threadObject adds to a channel's object what a thread has besides.
func (s *Server) threadObject(o object, t *Thread) object {
	at, archived := s.archivedAt(t)
	if !archived {
		at = t.made // it changes when a thread is archived or opened again
	}
	n := len(s.messages[t.ID])
	delete(o, "permission_overwrites")
	maps.Copy(o, object{
		"parent_id": t.Parent, "owner_id": t.Owner, "applied_tags": t.Tags, "member_count": 1,
		"message_count": max(n-1, 0), "total_message_sent": max(n-1, 0), "rate_limit_per_user": 0,
		"thread_metadata": object{
			"archived": archived, "locked": false, "archive_timestamp": stampOf(at), "create_timestamp": stampOf(t.made),
			"auto_archive_duration": int(t.Idle / time.Minute),
		},
	})
	return o
}

// forumObject adds to a channel's object what a forum has besides.
func (s *Server) forumObject(o object, p place) {
	tags := []any{}
	for _, t := range p.Tags {
		tags = append(tags, object{"id": t.ID, "name": t.Name, "moderated": false, "emoji_id": nil, "emoji_name": nil})
	}
	maps.Copy(o, object{
		"available_tags": tags, "default_reaction_emoji": nil, "default_sort_order": nil, "default_forum_layout": 0,
		"default_auto_archive_duration": int(archiveAfter / time.Minute), "last_message_id": nil,
	})
	if p.RequireTag {
		o["flags"] = flagRequireTag
	}
	for _, t := range p.guild.Threads {
		if t.Parent == p.ID {
			o["last_message_id"] = t.ID
		}
	}
}

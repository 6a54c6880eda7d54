package rest

import (
	"net/http"
	"slices"
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// postThread creates a post in a forum. It checks permissions before the body, as Discord does.
func (s *API) postThread(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type != world.ForumChannel {
		return nil, rules.WrongChannelType()
	}
	if s.BotPermissions(p)&world.PermissionSend == 0 {
		return nil, rules.MissingPermissions()
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	first, _ := sent["message"].(wire.Object)
	flags := wire.Int(first, "flags", 0) & mayHave
	if err := s.checkThread(p, sent, first, a.files, flags); err != nil {
		return nil, err
	}
	t := &world.Thread{
		Channel: world.Channel{ID: s.IDs.Next(), Name: wire.Text(sent, "name"), Type: world.PublicThread}, Parent: p.ID, Owner: s.BotID,
		Tags: wire.Texts(wire.List(sent, "applied_tags")), Idle: world.ArchiveAfter, Made: s.Clock.Now(),
	}
	if minutes := wire.Int(sent, "auto_archive_duration", 0); minutes > 0 {
		t.Idle = time.Duration(minutes) * time.Minute
	}
	s.KeepThread(p, t)
	at := world.Place{Channel: t.Channel, Guild: p.Guild, Thread: t}
	m := s.compose(at, first, a.files, flags)
	m.ID, m.Body["id"] = t.ID, t.ID
	made := s.ChannelObject(at)
	made["newly_created"] = true
	s.Hear(world.Event{Name: "THREAD_CREATE", Data: made, Intent: world.IntentGuilds, Guild: p.Guild.ID})
	s.Publish(world.Update{Kind: "world"})
	s.Add(m, at)
	a.about = m.ID
	answer := s.ChannelObject(at)
	answer["message"] = m.Body
	return created(answer), nil
}

// created is an answer with status 201.
type created wire.Object

func (s *API) checkThread(p world.Place, sent, first wire.Object, files []*world.File, flags int) error {
	if err := rules.CheckForumPost(sent); err != nil {
		return err
	}
	tags := wire.Texts(wire.List(sent, "applied_tags"))
	if slices.ContainsFunc(tags, func(id string) bool {
		return !slices.ContainsFunc(p.Tags, func(t world.Tag) bool { return t.ID == id })
	}) {
		return rules.Unknown("Tag", 10087)
	}
	if p.RequireTag && len(tags) == 0 {
		return &rules.Refusal{Status: http.StatusBadRequest, Code: 40067, Message: "A tag is required to create a forum post in this channel"}
	}
	return rules.Within("message", rules.CheckMessage(first, s.withFiles(first, files), flags))
}

// patchThread opens an archived thread, or archives one. Nothing else about a channel can be changed here.
func (s *API) patchThread(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	sent, err := a.object()
	if err != nil {
		return nil, err
	}
	archived, given := sent["archived"].(bool)
	if p.Thread == nil || !given || len(sent) > 1 || s.BotPermissions(p)&world.PermissionSendInThreads == 0 {
		return nil, rules.MissingPermissions()
	}
	s.SetArchived(p, archived)
	return s.ChannelObject(p), nil
}

func (s *API) getActiveThreads(a *ask) (any, error) {
	g, err := s.guild(a)
	if err != nil {
		return nil, err
	}
	return wire.Object{"threads": s.ThreadObjects(g, s.Threads(g, "", false)), "members": []any{}, "has_more": false}, nil
}

// getArchivedThreads lists the archived posts of a forum, the last archived first.
func (s *API) getArchivedThreads(a *ask) (any, error) {
	p, err := s.visible(a)
	if err != nil {
		return nil, err
	}
	if p.Type != world.ForumChannel {
		return nil, rules.WrongChannelType()
	}
	if s.BotPermissions(p)&world.PermissionReadHistory == 0 {
		return nil, rules.MissingPermissions()
	}
	q := a.URL.Query()
	limit, err := limitOf(q, 2)
	if err != nil {
		return nil, err
	}
	before := time.Time{}
	if v := q.Get("before"); v != "" {
		if before, err = time.Parse(time.RFC3339, v); err != nil {
			return nil, rules.NotATime("before")
		}
	}
	list := slices.DeleteFunc(s.Threads(p.Guild, p.ID, true), func(t *world.Thread) bool {
		at, _ := s.ArchivedAt(t)
		return !before.IsZero() && !at.Before(before)
	})
	slices.SortStableFunc(list, func(a, b *world.Thread) int {
		x, _ := s.ArchivedAt(a)
		y, _ := s.ArchivedAt(b)
		return y.Compare(x)
	})
	more := len(list) > limit
	return wire.Object{"threads": s.ThreadObjects(p.Guild, list[:min(len(list), limit)]), "members": []any{}, "has_more": more}, nil
}

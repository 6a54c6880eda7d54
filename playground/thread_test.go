package playground_test

import (
	"strings"
	"testing"
	"time"

	"lede/playground"
)

func forumPost(name string, more object) object {
	return change(object{"name": name, "message": object{"content": "News of " + name}}, more)
}

func TestAForumPostIsAThread(t *testing.T) {
	t.Parallel()
	clock := playground.NewClock(time.Time{})
	b, ctx := start(t, playground.Options{Clock: clock}), within(t)
	_, sam, _ := b.people()
	w := b.server.World()
	forum, guild := w.Channel("briefings"), w.Guilds[0].ID
	made := b.must("POST", "/channels/"+forum+"/threads", forumPost("Storm", object{"auto_archive_duration": 60}))
	id, _ := made["id"].(string)
	message, _ := made["message"].(object)
	meta, _ := made["thread_metadata"].(object)
	if message["id"] != id || message["channel_id"] != id || made["parent_id"] != forum || made["owner_id"] != b.server.ApplicationID() || made["type"] != 11.0 || meta["auto_archive_duration"] != 60.0 {
		t.Errorf("made %v", made)
	}
	if e := b.next("THREAD_CREATE"); !strings.Contains(string(e.RawData), `"newly_created":true`) {
		t.Errorf("the bot was told %s", e.RawData)
	}
	if c := b.must("GET", "/channels/"+forum, nil); c["last_message_id"] != id || c["available_tags"] == nil {
		t.Errorf("the forum is %v", c)
	}
	if m := b.must("GET", "/channels/"+id+"/messages/"+id, nil); m["content"] != "News of Storm" {
		t.Errorf("the first message is %v", m)
	}
	ids := func(path string) (ids []string) {
		list, _ := b.must("GET", path, nil)["threads"].([]any)
		for _, o := range list {
			ids = append(ids, o.(object)["id"].(string))
		}
		return ids
	}
	active, archived := "/guilds/"+guild+"/threads/active", "/channels/"+forum+"/threads/archived/public"
	second, _ := b.must("POST", "/channels/"+forum+"/threads", forumPost("Flood", nil))["id"].(string)
	if got := ids(active); len(got) != 2 || got[0] != second || len(ids(archived)) != 0 {
		t.Errorf("active are %v, archived %v", got, ids(archived))
	}
	// Nobody writes in the first one for its hour, so it is archived; a word opens it again.
	clock.Move(clock.Now().Add(2 * time.Hour))
	if got := ids(active); len(got) != 1 || got[0] != second || len(ids(archived)) != 1 {
		t.Errorf("after two hours active are %v, archived %v", got, ids(archived))
	}
	b.must("PATCH", "/channels/"+id, object{"archived": false})
	if got := ids(active); len(got) != 2 {
		t.Errorf("opened, active are %v", got)
	}
	b.must("PATCH", "/channels/"+id, object{"archived": true})
	if got := ids(active); len(got) != 1 {
		t.Errorf("archived, active are %v", got)
	}
	if _, err := sam.Say(ctx, id, "Still there?"); err != nil {
		t.Error(err)
	}
	if len(ids(active)) != 2 {
		t.Error("a thread in which somebody writes is archived")
	}
	b.server.Archive(second)
	if got := ids(archived + "?limit=2"); len(got) != 1 || got[0] != second {
		t.Errorf("archived by hand are %v", got)
	}
	i, err := sam.Slash(ctx, id, "raw", map[string]any{"text": "in a post"})
	want(t, i, err, "in a post")
	begun, err := sam.Messages(ctx, forum)
	if err != nil || len(begun) != 2 || begun[0].Text() != "News of Storm" || begun[0].ChannelID != id {
		t.Errorf("in the forum Sam sees %v, %v", begun, err)
	}
	if _, err := sam.Say(ctx, forum, "x"); err == nil {
		t.Error("somebody wrote into the forum itself")
	}
	if _, err := sam.Slash(ctx, forum, "raw", map[string]any{"text": "x"}); err == nil {
		t.Error("somebody ran a command in the forum itself")
	}
	b.nothingRefused()
}

func TestAForumRefuses(t *testing.T) {
	t.Parallel()
	world := &playground.World{Guilds: []playground.Guild{{Name: "Harbour", Channels: []playground.Channel{
		{Name: "quay"}, {Name: "log", Type: playground.ForumChannel},
		{Name: "tagged", Type: playground.ForumChannel, RequireTag: true, Tags: []playground.Tag{{Name: "weather"}}},
	}}}, People: []playground.Profile{{Name: "Ida"}}}
	b := start(t, playground.Options{World: world})
	w := b.server.World()
	log, tagged := w.Channel("log"), w.Channel("tagged")
	tag := w.Guilds[0].Channels[2].Tags[0].ID
	b.must("POST", "/channels/"+tagged+"/threads", forumPost("Fog", object{"applied_tags": []string{tag}}))
	for _, c := range []struct {
		name, path   string
		body         any
		deny         int64
		status, code int
	}{
		{"no tag where one is required", tagged + "/threads", forumPost("x", nil), 0, 400, 40067},
		{"an unknown tag", log + "/threads", forumPost("x", object{"applied_tags": []string{"1"}}), 0, 404, 10087},
		{"no title", log + "/threads", forumPost("", nil), 0, 400, 50035},
		{"too long a title", log + "/threads", forumPost(chars(101), nil), 0, 400, 50035},
		{"no message", log + "/threads", object{"name": "x"}, 0, 400, 50035},
		{"an empty message", log + "/threads", forumPost("x", object{"message": object{}}), 0, 400, 50006},
		{"a bad message", log + "/threads", forumPost("x", object{"message": object{"content": chars(2001)}}), 0, 400, 50035},
		{"an odd time to archive after", log + "/threads", forumPost("x", object{"auto_archive_duration": 61}), 0, 400, 50035},
		{"a post in a text channel", w.Channel("quay") + "/threads", forumPost("x", nil), 0, 400, 50024},
		{"a message in the forum itself", log + "/messages", object{"content": "x"}, 0, 400, 50008},
		{"no permission to post", log + "/threads", forumPost("x", nil), playground.PermissionSend, 403, 50013},
		{"no permission to see", log + "/threads", forumPost("x", nil), playground.PermissionView, 403, 50001},
		{"no such forum", "1/threads", forumPost("x", nil), 0, 404, 10003},
	} {
		b.server.Deny(log, c.deny)
		_, err := b.call("POST", "/channels/"+c.path, c.body)
		if status, n := code(t, err); status != c.status || n != c.code {
			t.Errorf("%s: %d, code %d; want %d, %d", c.name, status, n, c.status, c.code)
		}
	}
	post := "/channels/" + log + "/threads"
	b.server.Deny(log, 0)
	id, _ := b.must("POST", post, forumPost("x", nil))["id"].(string)
	b.server.Deny(log, playground.PermissionSendInThreads|playground.PermissionReadHistory)
	_, err := b.call("POST", "/channels/"+id+"/messages", object{"content": "x"})
	if _, n := code(t, err); n != 50013 {
		t.Errorf("writing in a thread without permission: code %d", n)
	}
	_, err = b.call("GET", post+"/archived/public", nil)
	if _, n := code(t, err); n != 50013 {
		t.Errorf("the archive without permission: code %d", n)
	}
	b.must("POST", post, forumPost("y", nil)) // a post of one's own needs neither
}

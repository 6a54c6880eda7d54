package people

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"lede/playground/wire"
	"lede/playground/world"
)

// forwardReference is the type of a message_reference that forwards.
const forwardReference = 1

// Post writes a message of any shape, as other apps and feeds do. body has Discord's fields, such as content, embeds,
// components and poll; files become its attachments. The rules for what bots may send are not applied.
func (p *Person) Post(_ context.Context, channelID, body string, files ...Upload) (*Message, error) {
	var given wire.Object
	if err := json.Unmarshal([]byte(body), &given); err != nil {
		return nil, fmt.Errorf("the message is no JSON object: %w", err)
	}
	_, at, err := p.enter(channelID)
	if err != nil {
		return nil, err
	}
	defer p.s.Unlock()
	if at.Type == world.ForumChannel {
		return nil, forumItself(at)
	}
	m := p.s.Blank(at, p.id, wire.Int(given, "flags", 0))
	maps.Copy(m.Body, given)
	p.attach(m, at, files)
	p.s.Mention(m, nil, at)
	p.s.Add(m, at)
	return See(m), nil
}

// attach makes files the attachments of a message.
func (p *Person) attach(m *world.Message, at world.Place, files []Upload) {
	var kept []*world.File
	for _, f := range files {
		kept = append(kept, &world.File{Name: f.Filename, Kind: f.ContentType, Data: f.Data})
	}
	if len(kept) > 0 {
		m.Body["attachments"] = p.s.KeepFiles(at.ID, kept)
	}
}

// Forward forwards a message to another channel.
func (p *Person) Forward(ctx context.Context, messageID, channelID string) (*Message, error) {
	p.s.Lock()
	from, ok := p.s.Message(messageID)
	p.s.Unlock()
	if !ok || !from.SeenBy(p.id) {
		return nil, fmt.Errorf("there is no message with the id %q to be seen", messageID)
	}
	// Discord's snapshot does not name the author of the message.
	snapshot := wire.Object{}
	for _, field := range []string{
		"type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags", "mentions", "mention_roles", "components",
	} {
		snapshot[field] = from.Body[field]
	}
	body, err := json.Marshal(wire.Object{
		"message_reference": wire.Object{"type": forwardReference, "message_id": from.ID, "channel_id": from.Channel},
		"message_snapshots": []any{wire.Object{"message": snapshot}},
	})
	if err != nil {
		return nil, fmt.Errorf("forwarding a message: %w", err)
	}
	return p.Post(ctx, channelID, string(body))
}

package world

import "lede/playground/wire"

// The intents that have events here.
const (
	IntentGuilds          int64 = 1 << 0
	intentGuildMessages   int64 = 1 << 9
	intentGuildReactions  int64 = 1 << 10
	intentDirectMessages  int64 = 1 << 12
	intentDirectReactions int64 = 1 << 13
)

// Event is an event that the bot may receive.
type Event struct {
	Name   string // such as MESSAGE_CREATE
	Data   wire.Object
	Intent int64  // the intent a session needs to receive it; 0: every session does
	Guild  string // "" goes to shard 0
}

// Update is a change that the page must show.
type Update struct {
	Kind      string   // message, delete, typing, request, commands, clock, world or bot
	Channel   string   // where it happened, if anywhere
	Message   *Message // the new or changed message
	MessageID string   // the id of the removed message
	Request   any      // the bot's request, in JSON form
	Only      string   // the only person who may see it, "" for everybody
}

// Publish shows a change to the pages, and wakes everyone waiting for one.
func (s *State) Publish(u Update) {
	close(s.Changed)
	s.Changed = make(chan struct{})
	s.Show(u)
}

package world

import "lede/playground/wire"

// The intents whose events there are.
const (
	IntentGuilds          int64 = 1 << 0
	intentGuildMessages   int64 = 1 << 9
	intentGuildReactions  int64 = 1 << 10
	intentDirectMessages  int64 = 1 << 12
	intentDirectReactions int64 = 1 << 13
)

// Event is something that the bot may hear of.
type Event struct {
	Name   string // such as MESSAGE_CREATE
	Data   wire.Object
	Intent int64  // that a session needs to hear of it; 0: every session does
	Guild  string // "" goes to shard 0
}

// Update is a change that the page has to know.
type Update struct {
	Kind      string   // message, delete, typing, request, commands, clock, world or bot
	Channel   string   // where it happened, if anywhere
	Message   *Message // what is now there
	MessageID string   // what is no longer there
	Request   any      // what the bot asked, as JSON shows it
	Only      string   // the person who may know, "" for everybody
}

// Publish shows a change to the pages, and wakes everybody who waits for one.
func (s *State) Publish(u Update) {
	close(s.Changed)
	s.Changed = make(chan struct{})
	s.Show(u)
}

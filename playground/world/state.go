package world

import (
	"sync"
	"time"

	"lede/playground/wire"
)

// State is everything at one moment: the world, its messages, and what the bot has registered. Its lock guards
// the state itself, the gateway's sessions, the log of requests and the open pages. Methods expect the lock to be held unless they
// say that they take it.
type State struct {
	sync.Mutex
	Clock   *Clock
	Waits   Waits
	BotID   string
	BotName string
	IDs     snowflakes

	World        World
	denied       map[string]int64      // the permissions the bot is denied, by channel
	rules        []wire.Object         // guilds' rules from “Integrations”
	Messages     map[string][]*Message // by channel, oldest first
	Interactions map[string]*Interaction
	asked        []*Interaction // in order, oldest first
	Commands     []wire.Object
	Files        []*File
	sent         []sentNonce
	Changed      chan struct{} // closed at every change, and replaced

	// These are set before serving begins, and called with the lock held. Post is nil when interactions go over the gateway.
	Hear func(Event)
	Show func(Update)
	Post func(*Interaction, wire.Object)
}

// NewState begins a world without messages. Missing ids are assigned, the same at every start.
func NewState(w World, clock *Clock, waits Waits, botName string) *State {
	bots := snowflakes{now: func() time.Time { return founded.Add(time.Hour) }}
	s := &State{
		Clock: clock, Waits: waits.filled(), BotID: bots.Next(), BotName: botName, IDs: snowflakes{now: clock.Now},
		World: w.settle(), denied: map[string]int64{}, Messages: map[string][]*Message{},
		Interactions: map[string]*Interaction{}, Changed: make(chan struct{}), Hear: func(Event) {}, Show: func(Update) {},
	}
	clock.OnMove(func(time.Time) {
		s.Lock()
		defer s.Unlock()
		s.Publish(Update{Kind: "clock"})
	})
	return s
}

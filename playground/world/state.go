// Package world is who and what there is in the playground: servers, channels, roles and people, what was said, which interactions wait
// for an answer, which commands the bot has registered, and how Discord draws all of that as JSON. It knows no network: package gateway
// and package page hear of every change, and package rest and package people make them. It refuses nothing that a bot sends.
package world

import (
	"sync"
	"time"

	"lede/playground/wire"
)

// State is everything that there is at one moment: the world, what was said in it, and what the bot has registered. Its lock guards
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
	denied       map[string]int64      // the bot's permissions that are taken away, by channel
	rules        []wire.Object         // what guilds allow under “Integrations”
	Messages     map[string][]*Message // by channel, oldest first
	Interactions map[string]*Interaction
	asked        []*Interaction // the same, oldest first
	Commands     []wire.Object
	Files        []*File
	sent         []sentNonce
	Changed      chan struct{} // closed at every change, and replaced

	// These are set before anything is served, and called with the lock held. Post is nil when interactions go over the gateway.
	Hear func(Event)
	Show func(Update)
	Post func(*Interaction, wire.Object)
}

// NewState begins a world in which nothing was said yet. Ids that the world lacks are given, the same at every start.
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

// Package talk remembers, for a while, what a person's direct messages were about, so that “and what did he say?” means somebody.
//
// It keeps no question and no answer: only the articles, the people meant and the numbers of the sentences shown. It refuses to keep
// them for long.
package talk

import (
	"context"
	"fmt"
	"time"

	"lede/desk/limiter"
	"lede/desk/record"
	"lede/store"
)

// Where turns are stored, and the id in the due index under which their end is scheduled.
const (
	Kind  = "talk"
	Key   = "direct"
	DueID = "talk"
)

// For is how long a turn is remembered after the last message.
const For = time.Hour

// Turn is what the last message was about.
type Turn struct {
	Article string    `json:"article"`           // its Ref
	Frame   string    `json:"frame,omitempty"`   // the sort of question
	Asked   string    `json:"asked,omitempty"`   // its question word
	People  []string  `json:"people,omitempty"`  // by their names in the article
	Named   bool      `json:"named,omitempty"`   // whether the message named them, rather than its answer
	Shown   []int     `json:"shown,omitempty"`   // sentences, the best first
	Listed  []string  `json:"listed,omitempty"`  // Refs of the articles that were listed last, in that order
	May     string    `json:"may,omitempty"`     // Ref of the other article that may say what this one does not
	Offered []string  `json:"offered,omitempty"` // names of people one of whom has to be chosen
	Told    bool      `json:"told,omitempty"`    // whether what a card says below the news was said
	Hinted  bool      `json:"hinted,omitempty"`  // whether a refusal said what can be asked
	Until   time.Time `json:"until"`
}

// Memory holds turns. It is safe for concurrent use.
type Memory struct{ kv store.KV }

// New returns the Memory of a store.
func New(kv store.KV) *Memory { return &Memory{kv} }

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

// LastTurn returns what a person's last message was about; empty if that is forgotten.
func (m *Memory) LastTurn(ctx context.Context, person string) (Turn, error) {
	now, err := m.kv.Now(ctx)
	if err != nil {
		return Turn{}, err
	}
	var t Turn
	if _, err := kinds.Get(record.From(ctx, m.kv, record.Alone(person)), Kind, Key, &t); err != nil {
		return Turn{}, fmt.Errorf("reading what person %s talked about: %w", person, err)
	}
	if !now.Before(t.Until) {
		return Turn{}, nil
	}
	return t, nil
}

// RememberTurn keeps what a person's message was about, in place of the one before.
func (m *Memory) RememberTurn(ctx context.Context, r limiter.Who, t Turn) error {
	now, err := m.kv.Now(ctx)
	if err != nil {
		return err
	}
	t.Until = now.Add(For)
	err = m.kv.Update(ctx, record.Alone(r.Person), func(tx store.Tx) error {
		if err := kinds.Put(tx, Kind, Key, t); err != nil {
			return err
		}
		return tx.Schedule(DueID, t.Until)
	})
	if err != nil {
		return fmt.Errorf("remembering what person %s talks about: %w", r.Person, err)
	}
	return nil
}

// DropTurnClaimed forgets it when its time is over.
func (m *Memory) DropTurnClaimed(ctx context.Context, c store.Claim) error {
	if err := record.Expire(ctx, m.kv, c, Kind, Key); err != nil {
		return fmt.Errorf("forgetting what %s talked about: %w", c.Owner, err)
	}
	return nil
}

package gateway

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"lede/bot/rest"
)

// Event is an event as Discord sent it.
type Event struct {
	Type string // such as INTERACTION_CREATE
	Data json.RawMessage
}

// Ready is Discord's welcome to a new session.
type Ready struct {
	Session     string  `json:"session_id"`
	Resume      string  `json:"resume_gateway_url,omitempty"`
	Application Guild   `json:"application"`
	User        User    `json:"user"`
	Guilds      []Guild `json:"guilds"` // nil where there is no list that can be read
}

// User is the bot's own user.
type User struct {
	ID       string `json:"id"`
	Username string `json:"username"`
}

// Guild is a server, or any other object whose other fields do not matter.
type Guild struct {
	ID          string `json:"id"`
	Unavailable bool   `json:"unavailable"`
}

// ApplicationID returns the id of the bot's application, which equals its user's unless the bot is older than 2017.
func (r Ready) ApplicationID() string {
	if r.Application.ID != "" {
		return r.Application.ID
	}
	return r.User.ID
}

// DecodeReady reads the data of a READY event.
func DecodeReady(raw []byte) (Ready, error) {
	r, err := Decode[Ready](raw)
	if err != nil {
		return r, err
	}
	return r, CheckIDs(r.User.ID, r.Application.ID)
}

// DecodeGuild reads the data of an event about a guild.
func DecodeGuild(raw []byte) (Guild, error) {
	g, err := Decode[Guild](raw)
	if err != nil {
		return g, err
	}
	return g, CheckIDs(g.ID)
}

// Decode reads the data of an event. A field of an unexpected type is left out, so that the event is not lost.
func Decode[T any](raw []byte) (T, error) {
	var v T
	err := json.Unmarshal(raw, &v)
	var odd *json.UnmarshalTypeError
	if err != nil && !errors.As(err, &odd) {
		return v, fmt.Errorf("reading an event: %w", err)
	}
	return v, nil
}

const maxID = 20 // digits of a 64-bit number

// CheckIDs returns an error when one of the ids is not made of digits. Empty ids are allowed. Ids become parts of paths and
// keys, and are remembered.
func CheckIDs(of ...string) error {
	for _, id := range of {
		if len(id) > maxID || strings.ContainsFunc(id, func(r rune) bool { return r < '0' || r > '9' }) {
			return fmt.Errorf("reading an event: “%s” is no id", rest.Clip(id, maxID))
		}
	}
	return nil
}

package posts

import (
	"encoding/json"

	"lede/delivery"
)

// displayed is the flag that makes Discord take a message's components for its content.
const displayed = 1 << 15

// message is a new message whose components have already been encoded.
type message struct {
	Components      json.RawMessage `json:"components"`
	Flags           int             `json:"flags"`
	AllowedMentions mentions        `json:"allowed_mentions"`
	Nonce           string          `json:"nonce,omitempty"`
	EnforceNonce    bool            `json:"enforce_nonce,omitempty"`
	Reference       *reference      `json:"message_reference,omitempty"`
}

// reference makes a message a reply. Discord refuses it when the other message was deleted: nobody would know what the reply is
// about.
type reference struct {
	Message string `json:"message_id"`
}

// forumPost is a new post in a forum: a thread and its first message.
type forumPost struct {
	Name    string  `json:"name"`
	Message message `json:"message"`
}

// mentions says who is notified: only a role that an admin chose, never anyone named in the news.
type mentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
}

func messageOf(p delivery.Post) message {
	m := message{Components: p.Components, Flags: displayed, AllowedMentions: mentions{Parse: []string{}}}
	if p.Role != "" {
		m.AllowedMentions.Roles = []string{p.Role}
	}
	if p.Reply != "" {
		m.Reference = &reference{p.Reply}
	}
	return m
}

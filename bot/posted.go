package bot

import (
	"strings"

	"lede/commands/command"
)

// posted is a message as a person, a feed or another bot posted it. discordgo has no fields for forwarded messages, polls and
// newer components.
type posted struct {
	ID          string       `json:"id"`
	Content     string       `json:"content"`
	Author      user         `json:"author"`
	Attachments []attachment `json:"attachments"`
	Embeds      []embed      `json:"embeds"`
	Components  []part       `json:"components"`
	Poll        *poll        `json:"poll"`
	// Snapshots are the messages that this one forwards.
	Snapshots []struct {
		Message posted `json:"message"`
	} `json:"message_snapshots"`
}

type embed struct {
	Type        string `json:"type"`
	URL         string `json:"url"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Fields      []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

type poll struct {
	Question pollText `json:"question"`
	Answers  []struct {
		Media pollText `json:"poll_media"`
	} `json:"answers"`
}

type pollText struct {
	Text string `json:"text"`
}

// part is any component of a message, with only its custom id, text or address.
type part struct {
	Type       int    `json:"type"`
	CustomID   string `json:"custom_id"`
	Content    string `json:"content"`
	URL        string `json:"url"`
	Accessory  *part  `json:"accessory"`
	Components []part `json:"components"`
}

// firstLink returns the first custom id in reading order.
func firstLink(parts []part) string {
	for _, p := range parts {
		if p.CustomID != "" {
			return p.CustomID
		}
		if p.Accessory != nil && p.Accessory.CustomID != "" {
			return p.Accessory.CustomID
		}
		if id := firstLink(p.Components); id != "" {
			return id
		}
	}
	return ""
}

// message returns what commands read of it.
func (p posted) message(channel string) command.Message {
	m := command.Message{ID: p.ID, Channel: channel, Person: p.Author.person(), Text: strings.TrimSpace(p.Content)}
	for _, a := range p.Attachments {
		m.Files = append(m.Files, *a.input())
	}
	for _, e := range p.Embeds {
		m.Embeds = append(m.Embeds, e.input())
	}
	shown := displayed(p.Components, &m.Buttons)
	if p.Poll != nil {
		shown = append(shown, p.Poll.lines()...)
	}
	m.Shown = lines(shown...)
	for _, s := range p.Snapshots {
		m.Forwarded = append(m.Forwarded, s.Message.message(channel))
	}
	return m
}

// displayed returns the texts of components in reading order. The addresses of link buttons are appended to buttons.
func displayed(parts []part, buttons *[]string) (texts []string) {
	for _, p := range parts {
		switch p.Type {
		case componentText:
			texts = append(texts, p.Content)
		case componentButton:
			if p.URL != "" {
				*buttons = append(*buttons, p.URL)
			}
		}
		texts = append(texts, displayed(p.Components, buttons)...)
		if p.Accessory != nil {
			texts = append(texts, displayed([]part{*p.Accessory}, buttons)...)
		}
	}
	return texts
}

// embedPollResult is the kind of embed that holds a poll's result. The names of its fields are not for readers.
const embedPollResult = "poll_result"

func (e embed) input() command.Embed {
	texts := []string{e.Description}
	for _, f := range e.Fields {
		switch {
		case e.Type != embedPollResult:
			texts = append(texts, f.Name, f.Value)
		case strings.HasSuffix(f.Name, "_text"):
			texts = append(texts, f.Value)
		}
	}
	return command.Embed{Kind: e.Type, URL: e.URL, Title: strings.TrimSpace(e.Title), Text: lines(texts...)}
}

// lines returns the question of a poll and its answers.
func (p *poll) lines() []string {
	list := []string{p.Question.Text}
	for _, a := range p.Answers {
		list = append(list, a.Media.Text)
	}
	return list
}

// lines joins texts with line breaks; texts without a word are left out.
func lines(texts ...string) string {
	var list []string
	for _, s := range texts {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, "\n\n")
}

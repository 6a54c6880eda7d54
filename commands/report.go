package commands

import (
	"context"
	"encoding/json"
	"strings"

	"lede/briefing"
	"lede/cards"
	"lede/commands/command"
	"lede/desk"
	"lede/languages"
	"lede/problem"
)

// report forwards an answer that a reader finds wrong to the admins of the server: the question as its card has it, the sentences that
// were shown, and a link to the answer if others can see it.
func report(ctx context.Context, d *desk.Desk, in command.Input) (command.Reply, error) {
	s, err := d.Settings(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	if in.Guild == "" || s.Alerts == "" {
		return command.Reply{}, problem.New("commands.report-nowhere")
	}
	a, ref, sentences, err := reported(ctx, d, in)
	if err != nil {
		return command.Reply{}, err
	}
	found := briefing.Answer{Question: questionOn(in.Target), Answered: in.Text("refused") == ""}
	for _, i := range sentences {
		e := briefing.Evidence{Span: a.Sentences[i].Span, Text: a.SentenceText(i)}
		if found.Answered {
			found.Sentences = append(found.Sentences, e)
		} else {
			found.Nearest = append(found.Nearest, e)
		}
	}
	tag, err := d.GuildLanguage(ctx, in.Guild)
	if err != nil {
		return command.Reply{}, err
	}
	admins := languages.For(tag)
	title, done := admins.Text("card.report.title"), "card.report.private" // without a name and a place nobody can reply
	if message := messageOf(in); message != "" {
		done = "card.report.done"
		title = admins.Text("card.report.linked", "url", "https://discord.com/channels/"+in.Guild+"/"+in.Channel+"/"+message)
	}
	card := cards.Coloured(cards.Headed(cards.Answer(admins, a, ref, found, cards.Ways{}), title), s.Colour)
	components, err := json.Marshal(card.Components)
	if err != nil {
		return command.Reply{}, err
	}
	if err := d.Tray.Report(ctx, in.Reader(), components); err != nil {
		return command.Reply{}, err
	}
	return command.Reply{Card: cards.Notice(in.Language().Text(done), "")}, nil
}

// reported returns the article of an answer and the sentences that it showed.
func reported(ctx context.Context, d *desk.Desk, in command.Input) (a *briefing.Article, ref string, sentences []int, err error) {
	h, err := d.Find(ctx, in.Reader(), in.Text("article"))
	if err != nil {
		return nil, "", nil, err
	}
	if a, err = d.Read(ctx, in.Reader(), h); err != nil {
		return nil, "", nil, err
	}
	if given := in.Text("sentence"); given != "" {
		var ok bool
		if sentences, ok = cards.Cited(a, given); !ok {
			return nil, "", nil, problem.New("commands.context-changed")
		}
	}
	return a, h.Ref, sentences, nil
}

// questionOn reads the question from the card whose button was pressed; "" where there is none.
func questionOn(m *command.Message) string {
	if m == nil {
		return ""
	}
	return cards.QuestionOn(m.Shown)
}

// messageOf returns the message with the answer if others can see it, else "".
func messageOf(in command.Input) string {
	message := in.Text("message")
	if message == "" && in.Target != nil && !in.Target.Hidden {
		message = in.Target.ID
	}
	if strings.Trim(message, "0123456789") != "" {
		return ""
	}
	return message
}

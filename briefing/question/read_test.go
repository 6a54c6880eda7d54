package question_test

import (
	"testing"

	"lede/briefing"
	"lede/briefing/question"
)

func TestWhatAQuestionWants(t *testing.T) {
	for text, want := range map[string]struct {
		kind briefing.Kind
		unit string
	}{
		"Who died?":                            {briefing.Who, ""},
		"What made the coach crash?":           {briefing.Topic, ""},
		"What does she think of the rate?":     {briefing.WhatSaid, ""},
		"What is the price of a ticket?":       {briefing.HowMany, "money"},
		"How much are tickets for the final?":  {briefing.HowMany, "money"},
		"How much is known about the captain?": {briefing.HowMany, ""},
		"How much did the cashier steal?":      {briefing.HowMany, "money"},
		"How much money was stolen?":           {briefing.HowMany, "money"},
		"How much fuel was stolen?":            {briefing.HowMany, ""},
		"How much did she win?":                {briefing.HowMany, "money"},
		"How much do farmers get for a tonne?": {briefing.HowMany, "money"},
		"How much did Tresk pay for the pump?": {briefing.HowMany, "money"},
		"bridge fire how much did it cost":     {briefing.HowMany, "money"},
		"How much does it hold?":               {briefing.HowMany, ""},
		"How much can the pumps carry?":        {briefing.HowMany, ""},
		"How much does the roof produce?":      {briefing.HowMany, ""},
		"Which town was hit?":                  {briefing.Where, ""},
		"the summit is when?":                  {briefing.When, ""},
		"Has anyone been arrested?":            {briefing.YesNo, ""},
		"how far did she row?":                 {briefing.HowMany, "length"},
		"how far is the island?":               {briefing.HowMany, "distance"},
		"how long was he in there?":            {briefing.HowMany, "time"},
		"how long was it down for?":            {briefing.HowMany, "time"},
		"how long will it take?":               {briefing.HowMany, "time"},
		"how long is the bridge?":              {briefing.HowMany, "long"},
	} {
		if q := question.Read(text, "en"); q.Kind != want.kind || q.Unit != want.unit {
			t.Errorf("%q wants %s in %q, not %s in %q", text, q.Kind, q.Unit, want.kind, want.unit)
		}
	}
}

// TestTheAbbreviationOfAnOfficeNamesNobody: a question about the PM suits an article that only says “prime minister”.
func TestTheAbbreviationOfAnOfficeNamesNobody(t *testing.T) {
	for text, name := range map[string]bool{"Why did the PM quit?": false, "Why did Holm quit?": true, "What did the CEO say?": false, "What does NATO want?": true} {
		named := false
		for _, term := range question.Read(text, "en").Terms {
			named = named || term.Name
		}
		if named != name {
			t.Errorf("%q has a name: %v", text, named)
		}
	}
}

// TestHowSomebodyIs is asked of people and animals, and not of things or of what was done.
func TestHowSomebodyIs(t *testing.T) {
	for text, want := range map[string]bool{
		"is he ok": true, "are they alright now": true, "how is the guard": true, "how is she doing": true, "did he survive": true, "is the dog ok?": true, "how is Voss?": true, "is it ok?": true,
		"is the bridge ok": false, "how is he linked to it": false, "how was she caught?": false, "is he survived by family?": false, "how is the water": false, "did he say he was ok with it": false,
	} {
		if q := question.Read(text, "en"); q.Condition != want {
			t.Errorf("%q asks how somebody is: %t", text, q.Condition)
		}
	}
}

// TestWhatHappenedToSomebodyIsNotTheWholeArticle.
func TestWhatHappenedToSomebodyIsNotTheWholeArticle(t *testing.T) {
	for text, want := range map[string]bool{
		"what happened?": true, "what happened to the first one": false, "what happened to them": false, "what happens after that": false,
		"and what are they doing about it": false,
	} {
		if q := question.Read(text, "en"); q.Overview != want {
			t.Errorf("%q asks for the whole: %t", text, q.Overview)
		}
	}
}

// TestWhoWonAsksForTheOutcome, and nothing else: of what was won, or will be, the article may tell elsewhere.
func TestWhoWonAsksForTheOutcome(t *testing.T) {
	for text, want := range map[string]bool{
		"who won?": true, "did they win in the end?": true, "what was the final result": true, "who lost": true,
		"who will win?": false, "who won the cup": false, "how many were lost": false, "where did they win": false, "who is it": false,
	} {
		if q := question.Read(text, "en"); q.Outcome != want {
			t.Errorf("%q asks for the outcome: %t", text, q.Outcome)
		}
	}
}

package sentence_test

import (
	"testing"

	"lede/briefing"
	"lede/briefing/answer/sentence"
	"lede/briefing/question"
)

func wordsOf(text string) sentence.Words {
	return question.Words(text, briefing.Span{End: len(text)})
}

func TestASentenceHasANumberInAUnit(t *testing.T) {
	for unit, texts := range map[string][]string{
		"age":      {"Pell, 58, was held", "she was 91.", "a man aged 30", "a woman in her seventies", "he is 58 years old", "at the age of 12"},
		"money":    {"it cost $40", "some 20 pounds", "46m pounds were lost", "shares fell to 214p", "a dividend of 6.5p"},
		"percent":  {"up 4%", "up 4 per cent"},
		"score":    {"they won 3-1", "Calder 3 Wexmoor Rangers 2"},
		"speed":    {"winds of 40 mph", "60 miles an hour", "two metres in six hours"},
		"often":    {"it sails daily", "a bus every half hour", "40 times a week"},
		"distance": {"11 kilometres away", "4 light years away"},
		"length":   {"twice as wide", "the size of a car", "11 metres long"},
		"long":     {"for half an hour", "closed until May", "three weeks"},
	} {
		for _, text := range texts {
			if !wordsOf(text).InUnit(unit, text) {
				t.Errorf("%q has no %s", text, unit)
			}
		}
	}
	for unit, texts := range map[string][]string{
		"age":     {"58 boats", "the old bridge", "the age of steam"},
		"money":   {"4 per cent", "pounds", "a film in 1080p", "p"},
		"percent": {"4 people"},
		"score":   {"in 2024 25 people", "1200-1300"},
		"speed":   {"two metres", "an hour in the rain"},
		"often":   {"for 30 days", "times were hard"},
		"long":    {"every 30 days", "three weeks ago", "4 light years away", "3 February last year"},
	} {
		for _, text := range texts {
			if wordsOf(text).InUnit(unit, text) {
				t.Errorf("%q has a %s", text, unit)
			}
		}
	}
}

func TestWhatASentenceTells(t *testing.T) {
	for name, c := range map[string]struct {
		tells      func(sentence.Words) bool
		yes, other string
	}{
		"a cause":          {sentence.Words.TellsCause, "The fire started because a heater fell.", "The fire started at noon."},
		"a punishment":     {sentence.Words.TellsPunishment, "He was jailed for four years.", "He was arrested in May."},
		"a sentence given": {sentence.Words.TellsPunishment, "Prosecutors had asked for more, he was jailed for four years.", "Prosecutors had called for a sentence of nine years."},
		"nobody hurt":      {sentence.Words.TellsUnharmed, "Nobody was hurt.", "Two people were hurt."},
		"what is to come":  {sentence.Words.LooksAhead, "The bridge will open in May.", "The bridge opened in May."},
		"a number of some": {sentence.Words.CountsSomebody, "The crash killed 14 people.", "The crash sank 14 vessels."},
		"a result":         {sentence.Words.ScoreLine, "Calder 3 Wexmoor Rangers 2", "Calder beat Wexmoor Rangers 3 2"},
	} {
		if !c.tells(wordsOf(c.yes)) {
			t.Errorf("%q does not tell %s", c.yes, name)
		}
		if c.tells(wordsOf(c.other)) {
			t.Errorf("%q tells %s", c.other, name)
		}
	}
}

package question

import "lede/briefing/words"

// measure finds what a number must measure, from the word of measure at a position.
func (q *Question) measure(at int) {
	v := words.Asking()
	switch w := q.word(at); {
	case w == "long":
		q.measureLong(at)
	case w == "far":
		q.measureFar(at)
	case w == "big" || w == "large":
		q.measureSize(at)
	case w == "often" && q.pastAt(at+1), w == "many" && q.word(at+1) == "times":
		q.Unit = "times" // how often it has been, and not how often it is
	case v.Units[w] != "":
		q.Unit = v.Units[w]
	case v.MoneyMeasures[w]:
		q.Unit, q.Measured = "money", w
	case v.PlainMeasures[w]:
		q.Measured = w
	case w == "much":
		q.measureMuch(at)
	case w == "many":
		q.countMany(at)
	}
}

// measureLong finds what “how long” measures: a time, or either that or a length.
func (q *Question) measureLong(at int) {
	switch {
	case q.word(len(q.Words)-1) == "away":
		q.Unit = "distance"
	case q.goesOn(at + 1):
		q.Unit = "time"
	default:
		q.Unit = "long"
	}
}

// measureFar finds what “how far” measures: nothing in “how far have sales fallen”, a length in “how far did she row”, where an hour is no answer.
func (q *Question) measureFar(at int) {
	aux := q.word(at + 1)
	switch {
	case q.Position(words.Asking().Moves, at) > 0:
	case words.Asking().Auxiliaries[aux] && !words.Being(aux):
		q.Unit = "length"
	default:
		q.Unit = "distance"
	}
}

// goesOn reports whether “how long”, with an auxiliary at a position, asks for a time and not for a length: of somebody, of what ends with “for”, and of all that does
// something.
func (q *Question) goesOn(aux int) bool {
	v, last := words.Asking(), q.Words[len(q.Words)-1]
	switch {
	case !v.Auxiliaries[q.word(aux)]:
		return false
	case v.Persons[q.word(aux+1)] || q.word(aux+1) == "they", last.Fold == "for":
		return true
	}
	return !words.Being(q.word(aux)) || len(q.Words) > aux+2 && Participle(last)
}

// pastAt reports whether the word at a position puts the question in the past: “did”, “has”.
func (q *Question) pastAt(at int) bool {
	w := q.word(at)
	return words.Asking().LooksBack[w] || w == "has" || w == "have"
}

// measureMuch finds what "how much" measures: "how much state support does it get" asks about the last noun before the
// verb.
func (q *Question) measureMuch(at int) {
	v := words.Asking()
	of := q.muchOf(at)
	if q.Position(v.MoneyTalk, at) > 0 && (of == "" || v.MoneyTalk[of]) || q.muchAlone(at) {
		q.Unit = "money"
	}
	if words.Being(q.word(at + 1)) {
		q.measurePrice(at + 2)
		return
	}
	switch of {
	case "", "money":
		return
	case "time":
		q.Unit = "time"
		return
	}
	q.Measured = of
	if v.MoneyMeasures[of] {
		q.Unit = "money"
	}
}

// muchAlone reports whether “how much” at a position has no noun of its own and a verb that takes money: “how much did
// he win”, not “how much does it hold”.
func (q *Question) muchAlone(at int) bool {
	v, aux := words.Asking(), q.word(at+1)
	return v.Auxiliaries[aux] && !words.Being(aux) && q.Position(v.Paid, at) > 0
}

// muchOf returns the noun that "how much" at a position measures, if any: the oil of "how much oil was stolen".
func (q *Question) muchOf(at int) string {
	v := words.Asking()
	end := q.Position(v.Auxiliaries, at)
	if end <= at+1 || q.word(at+1) == "of" {
		return ""
	}
	if noun := q.word(end - 1); !v.Generic[noun] && !words.Stopword(noun, "en") {
		return noun
	}
	return ""
}

// measurePrice reads “how much are the tickets”, “how much was the rent” from the noun on. With a verb, as in “how much is known”, it is no price.
func (q *Question) measurePrice(at int) {
	v, noun := words.Asking(), ""
	for i := at; i < len(q.Words) && !words.Lexicon().Prepositions[q.word(i)]; i++ {
		w := q.word(i)
		if bare := i == at && words.FormOf(w, "en").Verb; bare || Past(q.Words[i]) || doing(q.Words[i]) || v.Moves[w] {
			return
		}
		noun = w
	}
	if noun == "" {
		return
	}
	q.Unit = "money"
	if v.MoneyMeasures[noun] {
		q.Measured = noun
	}
}

// measureSize finds what "how big" measures: "how big was the crowd" asks for a number of it.
func (q *Question) measureSize(at int) {
	if words.Article(q.word(at + 1)) {
		q.Measured = q.word(at + 2) // "how big a fine"
		return
	}
	for i := at + 2; i < len(q.Words) && !words.Lexicon().Prepositions[q.word(i)]; i++ {
		if w := q.word(i); !words.Stopword(w, "en") && !words.Asking().Auxiliaries[w] {
			q.Measured = w
		}
	}
	if q.Measured == "" || !countable(q.Measured) {
		q.Unit, q.Measured = "size", "" // "how big is it"
	}
}

// countMany finds what is counted. If no verb ends the noun phrase, it may be any of the words.
func (q *Question) countMany(at int) {
	if q.word(at+1) == "of" && words.Lexicon().Determiners[q.word(at+2)] {
		at += 2 // "how many of the nurses"
	}
	if q.fateAt(at + 1) {
		q.Counted = []string{"people"} // "how many died", "how many were hurt"
		return
	}
	ended := q.auxiliaryBefore(at + 6)
	for i := at + 1; i < len(q.Words) && i <= at+4; i++ {
		w := q.Words[i].Fold
		if w == "of" || w == "other" || w == "more" {
			continue
		}
		full := !ended && len(q.Counted) == 2
		if full || words.Asking().Auxiliaries[w] || words.Stopword(w, "en") {
			break
		}
		q.Counted = append(q.Counted, w)
	}
	if ended {
		q.Counted = q.Counted[max(0, len(q.Counted)-1):]
	}
}

// fateAt reports whether word j, or the one after an auxiliary there, is what befalls people.
func (q *Question) fateAt(j int) bool {
	fates := words.Asking().Fates
	return fates[q.word(j)] || words.Asking().Auxiliaries[q.word(j)] && fates[q.word(j+1)]
}

// auxiliaryBefore reports whether there is an auxiliary verb before end.
func (q *Question) auxiliaryBefore(end int) bool {
	at := q.Position(words.Asking().Auxiliaries, 0)
	return at >= 0 && at < end
}

// countable reports whether any number of a thing says how big it is, and not only its length: a crowd, a firm, a loss.
func countable(noun string) bool {
	lex, v := words.Lexicon(), words.Asking()
	for _, nouns := range []words.Set{lex.Bodies, lex.Groups, lex.Crowds, v.MoneyTalk, v.MoneyMeasures, v.PlainMeasures, v.Moves, v.Crowd} {
		if nouns[noun] {
			return true
		}
	}
	return false
}

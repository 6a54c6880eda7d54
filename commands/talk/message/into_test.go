package message

import "testing"

// TestAQuestionIsPutIntoTheArticlesLanguage word by word, in the words that the article has, and only if it is in another one.
func TestAQuestionIsPutIntoTheArticlesLanguage(t *testing.T) {
	const german = "Im Hafen wurden 14 Menschen verletzt. Der Stadtrat berät am Freitag. Die Feuerwehr löschte. Rosa Delmar kam nicht."
	for _, c := range []struct{ text, language, want string }{
		{"How many people were hurt?", "de", "wie viele menschen waren verletzte?"},
		{"who was injured", "de", "wer war verletzt?"}, // that of two forms which the article has
		{"who is Delmar", "de", "wer ist delmar?"},
		{"when does the council meet", "de", "wann der stadtrat meet?"},
		{"combien de blessés", "de", "wie viele verletzte?"},
		{"how many firefighters", "uk", "скільки пожежник?"},
		{"Wie viele Menschen wurden verletzt?", "de", "Wie viele Menschen wurden verletzt?"},
		{"How many people were hurt?", "en", "How many people were hurt?"},
		{"How many people were hurt?", "fi", "How many people were hurt?"}, // the glossary has no Finnish
		{"How many people were hurt?", "", "How many people were hurt?"},
	} {
		if got := Into(c.text, c.language, german); got != c.want {
			t.Errorf("%q is put into %q as %q, want %q", c.text, c.language, got, c.want)
		}
	}
}

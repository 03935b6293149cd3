package main

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"syscall"

	"toguna/internal/locale"
)

// sentence is an error that is the same whatever the input.
type sentence struct{ fr, en string }

func (s sentence) Error() string { return s.en }

// Message is the sentence in a language.
func (s sentence) Message(lang string) string { return locale.Lang(lang).Say(s.fr, s.en) }

// told writes an error for the person at the terminal: one line, in their
// language when the error can say itself in it.
func told(err error, lang locale.Lang) string {
	text := err.Error()
	var says interface{ Message(lang string) string }
	if errors.As(err, &says) {
		text = says.Message(string(lang))
	}
	return lines.ReplaceAllString(text, " ")
}

var lines = regexp.MustCompile(`[ \t]*[\r\n]+[ \t]*`)

// try points to the help of a command, or of the program.
func try(lang locale.Lang, command string) string {
	return strings.Replace(lang.Say(" (voir : toguna "+command+" --help)", " (try: toguna "+command+" --help)"), "  ", " ", 1)
}

// mistakes are the faults of a command line as the parser words them.
var mistakes = []struct {
	is     *regexp.Regexp
	fr, en string
}{
	{regexp.MustCompile(`^unknown flag (\S+), did you mean (.+)\?$`), `aucune option $1 ; vouliez-vous dire $2 ?`, `no option $1; did you mean $2?`},
	{regexp.MustCompile(`^unknown flag (\S+)$`), `aucune option $1`, `no option $1`},
	{regexp.MustCompile(`^unexpected argument (.+), did you mean (.+)\?$`), `« $1 » n’est pas attendu ici ; vouliez-vous dire $2 ?`, `“$1” is not expected here; did you mean $2?`},
	{regexp.MustCompile(`^unexpected argument (.+)$`), `« $1 » n’est pas attendu ici`, `“$1” is not expected here`},
	{regexp.MustCompile(`^missing flags: (.+)$`), `il manque $1`, `$1 is missing`},
	{regexp.MustCompile(`^expected one of .+`), `il manque une commande`, `a command is missing`},
	{regexp.MustCompile(`^expected "<(\w+)>.*`), `il manque <$1>`, `<$1> is missing`},
	{regexp.MustCompile(`^(--[\w-]+)\S* must be one of (.+) but got "(.*)"$`), `$1 : « $3 » n’est pas possible ; au choix : $2`, `$1: “$3” is not possible; choose one of $2`},
	{regexp.MustCompile(`^(--[\w-]+): expected \w+ value but got "EOL".*`), `$1 attend une valeur`, `$1 needs a value`},
	{regexp.MustCompile(`^(--[\w-]+): expected (?:a valid \d+ bit int|int value) but got "([^"]*)".*`), `$1 : « $2 » n’est pas un nombre entier positif`, `$1: “$2” is not a positive whole number`},
}

// mistake says what is wrong with a command line.
func mistake(err error, lang locale.Lang) string {
	for _, m := range mistakes {
		if m.is.MatchString(err.Error()) {
			return m.is.ReplaceAllString(err.Error(), lang.Say(m.fr, m.en))
		}
	}
	return err.Error()
}

// langOf finds the language of a command line that cannot be parsed.
func langOf(args []string) locale.Lang {
	lang := os.Getenv("TOGUNA_LANG")
	for i, a := range args {
		if value, ok := strings.CutPrefix(a, "--lang="); ok {
			lang = value
		} else if a == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	return locale.Parse(lang)
}

// unwritable says that a file or a folder cannot be written, and why.
type unwritable struct {
	path string
	err  error
}

func (e unwritable) Error() string { return e.Message("en") }

func (e unwritable) Unwrap() error { return e.err }

// Message is the sentence in a language.
func (e unwritable) Message(lang string) string {
	l := locale.Lang(lang)
	why := told(e.err, l)
	for _, r := range reasons {
		if errors.Is(e.err, r.is) {
			why = r.Message(lang)
			break
		}
	}
	return l.Say("impossible d’écrire « "+e.path+" » : ", "cannot write "+e.path+": ") + why
}

var reasons = []struct {
	is error
	sentence
}{
	{syscall.ENOSPC, sentence{"le disque est plein", "the disk is full"}},
	{syscall.EFBIG, sentence{"le fichier dépasserait la taille permise", "the file would be larger than allowed"}},
	{syscall.ENOTDIR, sentence{"un nom de ce chemin est celui d’un fichier, pas d’un dossier", "a name on this path is that of a file, not of a folder"}},
	{syscall.EISDIR, sentence{"c’est un dossier", "it is a folder"}},
	{syscall.EROFS, sentence{"ce disque est en lecture seule", "this disk is read-only"}},
	{os.ErrPermission, sentence{"ce programme n’a pas le droit d’y écrire", "this program may not write there"}},
	{os.ErrNotExist, sentence{"le dossier n’existe pas", "the folder does not exist"}},
}

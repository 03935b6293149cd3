package store

import (
	"bufio"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"golang.org/x/sync/errgroup"
	"modernc.org/sqlite"

	"toguna/internal/presence"
)

//go:embed migrations/*.sql
var migrations embed.FS

// patience is how long a writer waits for another process to finish.
const patience = 10 * time.Second

// engine is all that differs between SQLite and PostgreSQL: how they are
// opened, what their errors mean, how they are copied and scrubbed.
type engine struct {
	postgres bool
	path     string // of the SQLite file
	unclean  bool   // a write-ahead log was left by a program that was cut short
	write    *sql.DB
	read     *sql.DB
	server   *pgx.ConnConfig // of PostgreSQL
}

func openEngine(ctx context.Context, address string) (engine, error) {
	scheme, _, isURL := strings.Cut(address, "://")
	switch {
	case address == "":
		return engine{}, &Fault{FR: "aucun registre n’est nommé : donnez le chemin d’un fichier, ou postgres://utilisateur@serveur/base",
			EN: "no database was named: give the path of a file, or postgres://user@host/database"}
	case !isURL:
		return openSQLite(ctx, address, patience)
	case scheme == "postgres" || scheme == "postgresql":
		return openPostgres(ctx, address)
	}
	return engine{}, &Fault{FR: scheme + ":// n’est pas une base que ce programme connaît : donnez le chemin d’un fichier, ou postgres://utilisateur@serveur/base",
		EN: scheme + ":// is not a database this program knows: give the path of a file, or postgres://user@host/database"}
}

func openSQLite(ctx context.Context, path string, patience time.Duration) (engine, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return engine{}, err
	}
	folder := filepath.Dir(path)
	if _, err := os.Stat(folder); err != nil {
		return engine{}, &Fault{FR: "ce dossier n’existe pas : créez-le, ou nommez un fichier dans un autre",
			EN: "the folder does not exist: create it, or name a file in another folder", Where: folder}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return engine{}, &Fault{FR: "c’est un dossier : nommez un fichier, par exemple " + filepath.Join(path, "toguna.db"),
			EN: "this is a folder: name a file in it, such as " + filepath.Join(path, "toguna.db"), Where: path}
	}
	// A cut of the power must not lose what was answered for: synchronous FULL.
	busy := fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds())
	write, err := sql.Open("sqlite", fileURI(path, url.Values{
		"_pragma": {busy, "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)"},
		"_txlock": {"immediate"}, "_dqs": {"0"},
	}))
	if err != nil {
		return engine{}, err
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite", fileURI(path, url.Values{"_pragma": {busy}, "_query_only": {"1"}, "_dqs": {"0"}}))
	if err != nil {
		return engine{}, err
	}
	read.SetMaxOpenConns(8)
	read.SetMaxIdleConns(8)
	e := engine{path: path, write: write, read: read}
	if log, err := os.Stat(path + "-wal"); err == nil {
		e.unclean = log.Size() > 0
	}
	if err := e.migrate(ctx, goose.DialectSQLite3); err != nil {
		e.close()
		return engine{}, e.explain(err)
	}
	return e, nil
}

func fileURI(path string, options url.Values) string {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // file:///C:/...
	}
	return "file://" + (&url.URL{Path: slashed}).EscapedPath() + "?" + options.Encode()
}

func openPostgres(ctx context.Context, address string) (engine, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return engine{}, &Fault{FR: "l’adresse de la base ne se lit pas (attendu : postgres://utilisateur@serveur:5432/base)",
			EN: "the address of the database cannot be read (expected postgres://user@host:5432/database)", Err: err}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = patience
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(8)
	e := engine{postgres: true, server: config, write: db, read: db}
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return engine{}, err
	}
	if err := e.migrate(ctx, goose.DialectPostgres, goose.WithSessionLocker(locker)); err != nil {
		e.close()
		return engine{}, e.explain(err)
	}
	return e, nil
}

var errNewer = &Fault{FR: "ce registre a été écrit par une version plus récente du programme : installez-la, ou reprenez une copie plus ancienne",
	EN: "this database was written by a newer version of the program: install that version, or restore a copy made before it"}

func (e engine) migrate(ctx context.Context, dialect goose.Dialect, options ...goose.ProviderOption) error {
	// A first plain touch, so that what is wrong with the database is not
	// reported as a fault of its migrations.
	if err := e.write.PingContext(ctx); err != nil {
		return err
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(dialect, e.write, files, append(options, goose.WithDisableGlobalRegistry(true))...)
	if err != nil {
		return err
	}
	have, want, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return err
	case have > want:
		return errNewer
	case have == want:
		return nil
	}
	_, err = p.Up(ctx)
	return err
}

func (e engine) close() error {
	if e.read == e.write {
		return e.write.Close()
	}
	return errors.Join(e.read.Close(), e.write.Close())
}

// oneView opens a transaction that sees one state of the database throughout.
func (e engine) oneView(ctx context.Context) (*sql.Tx, error) {
	return e.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
}

// aboutRows asks about how many rows a table has, without counting them.
func (e engine) aboutRows(table string) string {
	if e.postgres {
		return "select reltuples::bigint from pg_class where oid = '" + table + "'::regclass"
	}
	return "select max(rowid) from " + table
}

// tablePieces is into how many pieces a table is cut that is read as a whole: more
// than a small machine has processors, as each waits for the network by turns.
const tablePieces = 6

// pagesAtOnce is how many pages of a table make one value: few enough that its text
// stays near the processors that make and read it.
const pagesAtOnce = 16

// wholeTable gives the text of each row of a table, as the transaction sees them:
// one or several at a time, with presence.LineEnd between them. On PostgreSQL the
// texts of some pages come as one value, for handing over a value costs as much as
// making one, and in pieces side by side, over connections of their own that see
// the same: one process of a server makes and sends texts slower than they are read here.
func (e engine) wholeTable(ctx context.Context, tx *sql.Tx, table, text string, each func(piece int, texts []byte)) error {
	if !e.postgres {
		return eachText(ctx, tx, "select "+text+" from "+table, nil, func(text []byte) { each(0, text) })
	}
	var view string
	var pages int
	if err := tx.QueryRowContext(ctx, `select pg_export_snapshot(), pg_relation_size($1::regclass) / current_setting('block_size')::int`, table).Scan(&view, &pages); err != nil {
		return err
	}
	g, ctx := errgroup.WithContext(ctx)
	for i := range tablePieces {
		from, to := pages*i/tablePieces, pages*(i+1)/tablePieces
		query := fmt.Sprintf(`select texts from generate_series(%d, %d, %d) page, lateral (
			select string_agg(%s, chr(%d)) texts from %s
			where ctid >= format('(%%s,0)', page)::tid and ctid < format('(%%s,0)', least(page + %d, %d))::tid) chunk
			where texts is not null`, from, to-1, pagesAtOnce, text, presence.LineEnd, table, pagesAtOnce, to)
		g.Go(func() error { return e.piece(ctx, view, query, func(texts []byte) { each(i, texts) }) })
	}
	return g.Wait()
}

// piece gives the texts of a query to PostgreSQL, as a view sees them.
func (e engine) piece(ctx context.Context, view, query string, each func(text []byte)) error {
	config := e.server.Copy()
	config.BuildFrontend = func(r io.Reader, w io.Writer) *pgproto3.Frontend {
		return pgproto3.NewFrontend(bufio.NewReaderSize(r, 128<<10), w) // fewer calls of the system
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return err
	}
	for _, set := range []string{"set transaction snapshot '" + view + "'", "set local jit = off"} { // a plan of machine code takes longer than it saves
		if _, err := tx.Exec(ctx, set); err != nil {
			return err
		}
	}
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		each(rows.RawValues()[0])
	}
	return rows.Err()
}

// eachText gives the texts of a query.
func eachText(ctx context.Context, q queries, query string, args []any, each func(text []byte)) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var text sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&text); err != nil {
			return err
		}
		each(text)
	}
	return rows.Err()
}

// rowsPerInsert is how many rows one insert carries. PostgreSQL saves a journey
// a row; SQLite looks each $n up among all others, which many rows make slow.
func (e engine) rowsPerInsert() int {
	if e.postgres {
		return 100
	}
	return 1
}

// scrub removes what an erasure may have left in the files: SQLite has zeroed
// the pages (secure_delete) but its write-ahead log still holds older ones.
func (e engine) scrub(ctx context.Context) error {
	if e.postgres {
		_, err := e.write.ExecContext(ctx, `vacuum r_person, r_post, journal, change_set`)
		return err
	}
	var busy, frames, done int
	if err := e.write.QueryRowContext(ctx, `pragma wal_checkpoint(truncate)`).Scan(&busy, &frames, &done); err != nil {
		return err
	}
	if busy != 0 {
		return errors.New("the write-ahead log is in use by a reader and was not emptied")
	}
	return nil
}

// backup writes a consistent copy of the database to a new file.
func (e engine) backup(ctx context.Context, path string) error {
	if e.postgres {
		return &Fault{FR: "une base PostgreSQL se copie avec son propre outil : pg_dump --format=custom --file=FICHIER ADRESSE",
			EN: "a PostgreSQL database is copied with its own tool: pg_dump --format=custom --file=FILE ADDRESS"}
	}
	if _, err := os.Stat(path); err == nil {
		return &Fault{FR: "ce fichier existe déjà : nommez-en un nouveau pour la copie", EN: "this file already exists: name a new file for the copy", Where: path}
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return &Fault{FR: "ce dossier n’existe pas : créez-le, ou nommez un fichier dans un autre",
			EN: "the folder does not exist: create it, or name a file in another folder", Where: filepath.Dir(path)}
	}
	// Neither the writer, which would hold others up, nor a reader, which may
	// only ask: a connection of its own.
	own, err := sql.Open("sqlite", fileURI(e.path, url.Values{"_pragma": {"busy_timeout(10000)"}}))
	if err != nil {
		return err
	}
	defer own.Close()
	_, err = own.ExecContext(ctx, `vacuum into $1`, path)
	return err
}

// Fault is an error for the person who runs the program: what happened, in
// both languages, and what to do next. Err is the error of the database.
type Fault struct {
	FR, EN string
	Where  string // the file, where it helps
	Err    error
}

// Message is the sentence in French, or in English when lang is "en".
func (f *Fault) Message(lang string) string {
	text := f.FR
	if lang == "en" {
		text = f.EN
	}
	if f.Where != "" {
		text += " (" + f.Where + ")"
	}
	return text
}

// Error is the English sentence and what the database said.
func (f *Fault) Error() string {
	if f.Err == nil {
		return f.Message("en")
	}
	return f.Message("en") + ": " + f.Err.Error()
}

// Unwrap gives the error of the database.
func (f *Fault) Unwrap() error { return f.Err }

// meaning is what a code of the database means and what to do next.
type meaning struct{ code, fr, en string }

var sqliteMeanings = []meaning{
	{"5", "le registre est utilisé par un autre programme qui ne le lâche pas : fermez-le, ou attendez et réessayez", "the database is in use by another program that does not let go: close it, or wait and try again"},
	{"6", "le registre est utilisé par un autre programme qui ne le lâche pas : fermez-le, ou attendez et réessayez", "the database is in use by another program that does not let go: close it, or wait and try again"},
	{"8", "le registre est en lecture seule : donnez à ce programme le droit d’écrire le fichier et son dossier", "the database is read-only: give this program the right to write to the file and to its folder"},
	{"10", "le disque a failli pendant la lecture ou l’écriture du registre : vérifiez-le, puis reprenez la dernière copie", "the disk failed while the database was read or written: check the disk, then restore the last copy"},
	{"11", "le fichier du registre est abîmé : reprenez la dernière copie", "the database file is damaged: restore the last copy"},
	{"13", "le disque est plein : libérez de la place et réessayez ; rien n’a été écrit", "the disk is full: free some space and try again; nothing was written"},
	{"14", "le fichier du registre ne peut pas être ouvert : vérifiez que lui et son dossier existent et que ce programme peut y écrire", "the database file cannot be opened: check that the file and its folder exist and that this program may write there"},
	{"26", "ce fichier n’est pas un registre de ce programme : vérifiez son nom, ou donnez celui d’un nouveau fichier", "the file is not a database of this program: check its name, or name a new file"},
}

var postgresMeanings = []meaning{
	{"28", "le serveur de base de données refuse cet utilisateur ou ce mot de passe : vérifiez l’adresse", "the database server refuses this user or password: check the address"},
	{"3D000", "le serveur n’a pas de base de ce nom : créez-la avec createdb, ou vérifiez l’adresse", "the server has no database of that name: create it with createdb, or check the address"},
	{"53100", "le disque du serveur est plein : libérez de la place et réessayez ; rien n’a été écrit", "the disk of the database server is full: free some space and try again; nothing was written"},
	{"53300", "le serveur n’a plus de connexion libre : attendez et réessayez, ou augmentez max_connections", "the database server has no free connection: wait and try again, or raise its max_connections"},
	{"25006", "le serveur est en lecture seule (une copie ?) : nommez celui qui accepte l’écriture", "the database server is read-only (a standby?): name the server that takes writes"},
	{"42501", "cet utilisateur ne peut pas écrire dans la base : donnez-lui le droit de créer des tables dans son schéma", "this user may not write to the database: grant it the right to create tables in its schema"},
	{"57", "le serveur s’arrête ou démarre : attendez et réessayez", "the database server is stopping or starting: wait and try again"},
}

// explain makes an error of the database a sentence with what to do next.
func (e engine) explain(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		primary := fmt.Sprint(lite.Code() & 0xff)
		for _, m := range sqliteMeanings {
			if m.code == primary {
				return &Fault{FR: m.fr, EN: m.en, Where: e.path, Err: err}
			}
		}
		return err
	}
	var server *pgconn.PgError
	if errors.As(err, &server) {
		for _, m := range postgresMeanings {
			if strings.HasPrefix(server.Code, m.code) {
				return &Fault{FR: m.fr, EN: m.en, Err: err}
			}
		}
		return err
	}
	var unreachable *pgconn.ConnectError
	if errors.As(err, &unreachable) {
		return &Fault{FR: "le serveur de base de données ne répond pas : vérifiez qu’il tourne, son nom et son port",
			EN: "the database server does not answer: check that it runs, its name and its port", Err: err}
	}
	return err
}

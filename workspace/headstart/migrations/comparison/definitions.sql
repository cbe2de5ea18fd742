-- The definitions of a schema, as the server prints them: kind, table, name, definition.
-- Names have no schema if that is on the search path.

SELECT 'table', '', c.oid::regclass::text, concat_ws(' ',
    CASE c.relpersistence WHEN 'u' THEN 'UNLOGGED' END, pg_get_partkeydef(c.oid),
    (SELECT string_agg(option, ', ' ORDER BY option) FROM unnest(c.reloptions) AS option))
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = ANY (CAST(:schemas AS oid[]));

SELECT 'comment', '', 'TABLE ' || c.oid::regclass, obj_description(c.oid, 'pg_class')
FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = ANY (CAST(:schemas AS oid[]))
    AND obj_description(c.oid, 'pg_class') IS NOT NULL;

SELECT part.kind, c.oid::regclass::text, quote_ident(a.attname), part.definition
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_sequence s ON a.attidentity <> ''
    AND s.seqrelid = pg_get_serial_sequence(c.oid::regclass::text, a.attname)::regclass
CROSS JOIN LATERAL (VALUES
    ('type', format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attcollation <> t.typcollation
        THEN ' COLLATE ' || (SELECT quote_ident(collname) FROM pg_collation WHERE oid = a.attcollation)
        ELSE '' END),
    ('nullability', CASE WHEN a.attnotnull THEN 'NOT NULL' ELSE 'NULL' END),
    ('default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END),
    ('generated column', CASE WHEN a.attgenerated <> '' THEN format('GENERATED ALWAYS AS (%s) %s',
        pg_get_expr(d.adbin, d.adrelid), CASE a.attgenerated WHEN 's' THEN 'STORED' ELSE 'VIRTUAL' END) END),
    ('identity', CASE WHEN a.attidentity <> '' THEN format(
        'GENERATED %s AS IDENTITY (INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s %s)',
        CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END,
        s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
        CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END) END)
) AS part (kind, definition)
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relnamespace = ANY (CAST(:schemas AS oid[])) AND part.definition IS NOT NULL;

SELECT 'comment', '', format('COLUMN %s.%I', c.oid::regclass, a.attname), col_description(c.oid, a.attnum)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.attnum > 0 AND c.relkind IN ('r', 'p') AND c.relnamespace = ANY (CAST(:schemas AS oid[]))
    AND col_description(c.oid, a.attnum) IS NOT NULL;

SELECT 'constraint', conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
FROM pg_constraint WHERE conrelid <> 0 AND contype <> 'n' AND conparentid = 0 AND connamespace = ANY (CAST(:schemas AS oid[]));

SELECT 'comment', '', format('CONSTRAINT %I ON %s', conname, conrelid::regclass), obj_description(oid, 'pg_constraint')
FROM pg_constraint WHERE conrelid <> 0 AND connamespace = ANY (CAST(:schemas AS oid[]))
    AND obj_description(oid, 'pg_constraint') IS NOT NULL;

SELECT 'index', i.indrelid::regclass::text, i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE c.relnamespace = ANY (CAST(:schemas AS oid[])) AND NOT c.relispartition
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'));

SELECT 'row security', c.oid::regclass::text, '', CASE WHEN c.relforcerowsecurity THEN 'FORCE' ELSE 'ENABLE' END
FROM pg_class c WHERE c.relrowsecurity AND c.relnamespace = ANY (CAST(:schemas AS oid[]));

SELECT 'policy', p.polrelid::regclass::text, quote_ident(p.polname), concat_ws(' ',
    CASE WHEN NOT p.polpermissive THEN 'AS RESTRICTIVE' END,
    'FOR ' || CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' END,
    'TO ' || (SELECT string_agg(quote_ident(rolname), ', ' ORDER BY rolname) FROM pg_roles WHERE oid = ANY (p.polroles)),
    'USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
    'WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = ANY (CAST(:schemas AS oid[]));

SELECT 'enum', '', t.oid::regtype::text, string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
WHERE t.typnamespace = ANY (CAST(:schemas AS oid[])) GROUP BY t.oid;

SELECT 'domain', '', t.oid::regtype::text, concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
    'DEFAULT ' || t.typdefault, CASE WHEN t.typnotnull THEN 'NOT NULL' END,
    (SELECT string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), ' ' ORDER BY conname)
     FROM pg_constraint WHERE contypid = t.oid AND contype = 'c'))
FROM pg_type t WHERE t.typtype = 'd' AND t.typnamespace = ANY (CAST(:schemas AS oid[]));

SELECT 'sequence', '', c.oid::regclass::text, format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s %s',
    format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache,
    CASE WHEN s.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END)
FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
WHERE c.relnamespace = ANY (CAST(:schemas AS oid[]))
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype IN ('a', 'i', 'e'))

/** The head of a step; takes the focus when the step appears, so that the next Tab is the first field. */
import { useEffect, useRef } from 'react';
import styles from './Setup.module.css';

export function StepHead({ title, help }: { readonly title: string; readonly help: string }) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <>
      <h1 ref={head} tabIndex={-1}>
        {title}
      </h1>
      <p className={styles.lead}>{help}</p>
    </>
  );
}
